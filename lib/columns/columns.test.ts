import fc from "fast-check";
import { expect, test } from "vitest";
import { type Answer, type Batch, type Filter, METRICS, type Query } from "../query/query";
import { browserFamily } from "./feed";
import { Lane } from "./lane";
import { answerNaively, type Names } from "./reference";
import type { ColumnRow } from "./row";
import { runBatch } from "./run";
import { ColumnTable } from "./table";
import { instant, ODD, page, query, START, TEXTS, ZONES } from "./testing/questions";
import { laneThread } from "./threads";

/** Every property is tried many times as often as usual: all else rests on these. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

const uuid = (n: number) =>
  `${(Math.imul(n, 0x01000193) >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const id = fc.integer({ min: 0, max: 30 }).map(uuid);
const text = fc.option(fc.constantFrom(...TEXTS));
const percent = fc.option(fc.integer({ min: 0, max: 100 }));
const seconds = fc.option(fc.integer({ min: 0, max: 2_147_483_647 }));
const row: fc.Arbitrary<ColumnRow> = fc.record({
  id: id,
  occurredAt: fc.oneof(instant, fc.constantFrom(...ODD)),
  viewer: fc.constantFrom("v1", "v2", "v3", "e-4"),
  // Few, so that people see some of them again.
  video: fc.option(fc.constantFrom("a", "b", "é")),
  group: text,
  country: text,
  region: text,
  city: text,
  browser: text,
  tag1: text,
  tag2: text,
  tag3: text,
  tag4: text,
  tag5: text,
  plink: text,
  screen: text,
  source: text,
  medium: text,
  campaign: text,
  variables: fc
    .uniqueArray(fc.tuple(fc.constantFrom("color", "__proto__", "n"), fc.constantFrom(...TEXTS)), {
      maxLength: 2,
      selector: ([key]) => key,
    })
    .map((entries) => new Map(entries)),
  elapsed: seconds,
  watched: seconds,
  interactions: seconds,
  last_point: fc.option(fc.integer({ min: 0, max: 90 })),
  furthest_point: seconds,
  percentage: percent,
  participation: percent,
  correctness: percent,
});

const names: Names = {
  titles: new Map([
    ["a", "A title"],
    ["b", "Other"],
  ]),
  viewers: new Map([
    ["v1", { name: "Zoe", email: "A@x.org", identified: true, excluded: false }],
    ["v2", { name: "Ann", email: null, identified: true, excluded: false }],
    ["e-4", { name: null, email: "ann@x.org", identified: true, excluded: false }],
  ]),
};

test("the store answers as plain objects do, after any updates, moves and removals", async () => {
  const told = fc.record({ one: row, keepsTime: fc.boolean() });
  const named = fc.record({ viewer: fc.constantFrom("v1", "v3"), identified: fc.boolean(), excluded: fc.boolean() });
  const step = fc.oneof({ weight: 5, arbitrary: told }, { weight: 1, arbitrary: id }, { weight: 1, arbitrary: named });
  const round = fc.record({ steps: fc.array(step, { maxLength: 40 }), settled: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 3 }),
      fc.oneof(fc.array(query, { minLength: 1, maxLength: 4 }), page),
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1, max: 100 }),
      async (rounds, queries, zone, completionThreshold) => {
        const table = new ColumnTable();
        for (const [id, title] of names.titles) table.titles.set(id, title);
        for (const [key, own] of names.viewers) table.nameViewer(key, own);
        const views = new Map<string, ColumnRow>();
        const batch = { zone, completionThreshold, queries };
        const known: Names = { ...names, viewers: new Map(names.viewers) };
        for (const { steps, settled } of rounds) {
          for (const change of steps) {
            if (typeof change === "string") {
              table.remove(change);
              views.delete(change);
            } else if ("identified" in change) {
              // A phone number or a custom id came, or the viewer is left out from now on, or no more.
              const { identified, excluded } = change;
              const own = { name: null, email: null, identified, excluded };
              table.nameViewer(change.viewer, own);
              known.viewers.set(change.viewer, own);
            } else {
              const { one, keepsTime } = change;
              const known = views.get(one.id)?.occurredAt;
              const view = keepsTime && known !== undefined ? { ...one, occurredAt: known } : one;
              table.put(view);
              views.set(view.id, view);
            }
          }
          if (settled) table.settle();
          expect(await runBatch(table, batch)).toEqual(answerNaively([...views.values()], known, batch));
        }
      },
    ),
    { numRuns: 20 * RUNS },
  );
}, 600_000);

const plain = fc.sample(row, { numRuns: 97, seed: 1 });
const everything = { from: null, until: null, filters: [] };

test("which views are their viewers' first, and who is counted by them, stays true after every change", async () => {
  const one = fc.record({
    id: fc.integer({ min: 0, max: 7 }).map(uuid),
    occurredAt: fc.integer({ min: START, max: START + 2 }),
    viewer: fc.constantFrom("v1", "v2"),
    video: fc.constantFrom("a", "b", null),
    tag5: fc.constantFrom("a", "b"),
  });
  const anonymous: Filter = { dimension: "identity", include: [], exclude: ["identified"] };
  const selections = [
    everything,
    { ...everything, until: START + 1 },
    { ...everything, from: START + 1 },
    { ...everything, filters: [anonymous] },
  ];
  const groups = { kind: "groups", metrics: ["viewers", "newViewers"] } as const;
  const batch = {
    zone: "UTC",
    completionThreshold: 95,
    queries: [
      ...(["viewer", "video"] as const).map(
        (name): Query => ({ ...groups, ...everything, by: [name, "attempt"], metrics: [] }),
      ),
      ...selections.flatMap((selection): Query[] =>
        ([[], ["video"], ["tag5"], ["identity"], ["day"]] as const).map((by) => ({
          ...groups,
          ...selection,
          by: [...by],
        })),
      ),
    ],
  };
  const change = fc.oneof({ weight: 4, arbitrary: one }, { weight: 1, arbitrary: fc.nat({ max: 7 }).map(uuid) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 20 }),
      fc.nat({ max: 3 }),
      fc.boolean(),
      async (changes, settledEvery, excluded) => {
        const [table, views] = [new ColumnTable(), new Map<string, ColumnRow>()];
        const own = { name: null, email: null, identified: true, excluded };
        table.nameViewer("v2", own);
        const known: Names = { ...names, viewers: new Map([["v2", own]]) };
        for (const [i, change] of changes.entries()) {
          if (typeof change === "string") {
            table.remove(change);
            views.delete(change);
          } else {
            const view = { ...(plain[0] as ColumnRow), ...change };
            table.put(view);
            views.set(view.id, view);
          }
          if (settledEvery > 0 && i % settledEvery === 0) table.settle();
          expect(await runBatch(table, batch)).toEqual(answerNaively([...views.values()], known, batch));
        }
      },
    ),
    { numRuns: 5 * RUNS },
  );
}, 600_000);

test("names order what they are the names of, the nameless last in either direction", async () => {
  const table = new ColumnTable();
  for (const [id, title] of names.titles) table.titles.set(id, title);
  for (const [key, own] of names.viewers) table.nameViewer(key, own);
  for (const [n, viewer] of ["v1", "v2", "v3", "e-4"].entries())
    table.put({ ...(plain[0] as ColumnRow), id: uuid(n), viewer, video: ["a", "b", null, "é"][n] ?? null });
  const query = (by: "viewer" | "video", descending: boolean): Query => ({
    ...{ kind: "groups", ...everything, by: [by], metrics: [], order: { by: "name", descending } },
  });
  const queries = [query("viewer", false), query("viewer", true), query("video", false), query("video", true)];
  const answers = await runBatch(table, { zone: "UTC", completionThreshold: 95, queries });
  expect(answers.map((answer) => (answer.kind === "groups" ? answer.groups.map(({ keys }) => keys[0]) : []))).toEqual([
    ["v2", "v1", "e-4", "v3"],
    ["e-4", "v1", "v2", "v3"],
    ["a", "b", "é", null],
    ["b", "a", "é", null],
  ]);
});

/** As many rows as fill several blocks, with more tags than two bytes count and viewers who return. */
function* manyRows(from: number, until: number): Generator<ColumnRow> {
  for (let n = from; n < until; n++) {
    const draw = (count: number) => ((Math.imul(n * 31 + count, 0x9e3779b1) >>> 0) >>> 5) % count;
    yield {
      ...(plain[n % plain.length] as ColumnRow),
      id: uuid(n),
      occurredAt: START + draw(20) * 43_200_000 + draw(1_000),
      viewer: `viewer ${draw(3_000)}`,
      video: draw(9) === 0 ? null : `video ${draw(40)}`,
      tag1: `value ${n}`,
      percentage: draw(8) === 0 ? null : draw(101),
    };
  }
}

// What needs so many; all else is tried with a few in bounds.test.ts.
test("many rows in several blocks, moved and removed, answer as plain objects do", async () => {
  const [table, views] = [new ColumnTable(), new Map<string, ColumnRow>()];
  const put = (one: ColumnRow) => {
    table.put(one);
    views.set(one.id, one);
  };
  const known: Names = { ...names, viewers: new Map(names.viewers) };
  for (const one of manyRows(0, 70_000)) put(one);
  for (let n = 0; n < 3_000; n += 3) {
    const own = { name: `Name ${n}`, email: null, identified: true, excluded: false };
    table.nameViewer(`viewer ${n}`, own);
    known.viewers.set(`viewer ${n}`, own);
  }
  table.settle();
  expect(table.sorted).toBe(70_000);
  for (let n = 0; n < 3_000; n++) {
    table.remove(uuid(n * 20));
    views.delete(uuid(n * 20));
  }
  // Too few to be put in order, and too far back.
  for (const one of manyRows(100_000, 103_000)) put({ ...one, occurredAt: one.occurredAt - 20 * 86_400_000 });
  for (const one of manyRows(1, 400)) put({ ...one, occurredAt: one.occurredAt + 1, country: "moved" });
  for (const one of manyRows(401, 800)) put({ ...one, country: "changed" });
  table.settle();
  expect(table.rows - table.sorted).toBeGreaterThan(3_000);
  expect(table.dead).toBeGreaterThan(3_000);

  const remaining: Filter = { dimension: "tag1", include: ["value 7", "value 70", "value 30003"], exclude: [] };
  const few: Filter = { dimension: "video", include: ["video 1", null], exclude: [] };
  const some = { ...everything, filters: [few] };
  const groups = { kind: "groups", metrics: [...METRICS] } as const;
  const byViews = { order: { by: "views", descending: true }, limit: 7, offset: 2 } as const;
  const queries: Query[] = [
    { ...groups, ...everything, by: [] },
    { ...groups, ...everything, by: ["tag1"], ...byViews },
    { ...groups, ...some, by: ["tag1"], order: { by: "percentage", descending: true }, limit: 30, offset: 5 },
    { ...groups, ...everything, by: ["video"], order: { by: "name", descending: true }, limit: 9, rest: true },
    { ...groups, ...everything, by: ["viewer"], order: { by: "best", descending: false }, limit: 9 },
    { ...groups, ...everything, by: ["viewer", "tag1"], ...byViews, rest: true },
    { ...groups, ...everything, filters: [remaining], by: ["tag1", "video"], order: { by: "last", descending: true } },
    { ...groups, ...everything, filters: [remaining], by: ["tag1"], order: { by: "name", descending: true }, limit: 3 },
    { kind: "rows", ...everything, limit: 20, offset: 0 },
    { kind: "rows", ...everything, limit: 20, offset: 69_000 },
    { kind: "rows", ...some, limit: 20, offset: 100 },
    { kind: "ids", ...some },
  ];
  const ofAll = { zone: "Africa/Cairo", completionThreshold: 95, queries };
  const ofSome = { ...ofAll, queries: queries.filter((_, i) => i % 3 === 1) };
  // As texts, since a comparison of so many bytes one by one takes minutes.
  const legible = (answers: Answer[]) =>
    answers.map((answer) => (answer.kind === "ids" ? Buffer.from(answer.ids).toString("hex") : answer));
  const naively = (batch: Batch) => legible(answerNaively([...views.values()], known, batch));
  const answered = async (batch: Batch, ...lanes: Lane[]) => legible(await runBatch(table, batch, lanes));
  const right = naively(ofAll);
  expect(await answered(ofAll)).toEqual(right);
  const { thread, port } = laneThread();
  const lane = new Lane(port, () => undefined);
  expect(await answered(ofAll, lane)).toEqual(right);
  // Of lists of people alone, the other thread reckons the total.
  const isList = (query: Query) => query.kind === "groups" && query.by.includes("viewer");
  expect(await answered({ ...ofAll, queries: queries.filter(isList) }, lane)).toEqual(
    right.filter((_, i) => isList(queries[i] as Query)),
  );
  // Of one large selection the other thread finds half, and begins before people are numbered.
  const most: Filter = { dimension: "video", include: [], exclude: ["video 1"] };
  const ofMost = { ...groups, ...everything, filters: [most] };
  const ofPage: Query[] = [
    { ...ofMost, by: ["weekday", "hour"], metrics: [] },
    { ...ofMost, by: ["tag2"], metrics: [] },
    { ...ofMost, by: ["tag2"], limit: 3, rest: true },
    { ...ofMost, by: ["day"] },
  ];
  expect(await answered({ ...ofAll, queries: ofPage }, lane)).toEqual(naively({ ...ofAll, queries: ofPage }));

  for (const one of manyRows(200_000, 205_000)) put({ ...one, occurredAt: START - 86_400_000 * 30 });
  table.settle();
  expect(table).toMatchObject({ rows: views.size, sorted: views.size, dead: 0 });
  const after = naively(ofSome);
  expect(await answered(ofSome, lane)).toEqual(after);

  const unfinished = answered(ofSome, lane);
  await thread.terminate();
  expect(await unfinished).toEqual(after);
}, 600_000);

test.each([
  ["Chrome 101", "Chrome"],
  ["Mobile Safari 15.4.1", "Mobile Safari"],
  ["Edge", "Edge"],
  [null, null],
  ["360", "360"],
])("%j is of family %j", (browser, family) => expect(browserFamily(browser)).toBe(family));
