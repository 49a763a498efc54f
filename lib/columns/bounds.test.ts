import { MessageChannel, type MessagePort } from "node:worker_threads";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Filter, GroupQuery } from "../query/query";
import { Lane } from "./lane";
import { serveLane } from "./lane-service";
import { answerNaively, type Names } from "./reference";
import type { ColumnRow } from "./row";
import { runBatch } from "./run";
import { ColumnTable } from "./table";
import { instant, ODD, page, query, START, TEXTS, ZONES } from "./testing/questions";

/** What is few and many, as large tables meet it, among some dozens of views. */
vi.mock("./bounds", () => ({
  ...{ BLOCK_ROWS: 8, GROUPS_IN_TURNS: 4, GROUPS_ADDED_UP: 3, BITS_A_ROW: 1, FEW_BITS: 16, ROWS_SORTED: 3 },
  ...{
    DENSE_PAIRS: 30,
    PAIRS_BY_ARRAY: 8,
    SECONDS_BY_ARRAY: 4,
    MOST_REMAINING: 2,
    MANY_VALUES: 3,
    WORTH_SHARING: 1,
    GROUPS_IN_HISTOGRAM: 4,
    PART_IN_MAP: 2,
  },
  ...{
    ROWS_BY_DIGIT: 5,
    GROUPS_SORTED: 2,
    TIMES_A_PAGE: 2,
    SIEVE: 2,
    CODES_SIFTED: 3,
    GROUPS_SUMMED_UP: 2,
    BYTES_KEPT: 2 ** 20,
  },
}));

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);
const VIEWERS = ["v1", "v2", "v3", "e-4", "v5", "v6", "v7", "v8"];

const id = fc.integer({ min: 0, max: 60 }).map((n) => `${n.toString(16).padStart(8, "0")}-0000-4000-8000-00000000000a`);
const text = fc.option(fc.constantFrom(...TEXTS));
const percent = fc.option(fc.integer({ min: 0, max: 100 }));
const seconds = fc.option(fc.integer({ min: 0, max: 2_147_483_647 }));
const texts = { group: text, country: text, region: text, city: text, browser: text, plink: text, screen: text };
const row: fc.Arbitrary<ColumnRow> = fc.record({
  id,
  occurredAt: fc.oneof(instant, fc.constantFrom(...ODD), fc.integer({ min: START, max: START + 2 })),
  viewer: fc.constantFrom(...VIEWERS),
  video: fc.option(fc.constantFrom("a", "b", "é")),
  variables: fc.option(fc.constantFrom(...TEXTS)).map((value) => new Map(value === null ? [] : [["color", value]])),
  ...{ ...texts, tag1: text, tag2: text, tag3: text, tag4: text, tag5: text, source: text, medium: text },
  ...{ campaign: text, elapsed: seconds, watched: seconds, interactions: seconds, furthest_point: seconds },
  ...{ last_point: fc.option(fc.integer({ min: 0, max: 90 })), percentage: percent },
  ...{ participation: percent, correctness: percent },
});

const bound = fc.option(fc.oneof(instant, fc.constantFrom(...ODD, START + 1)), { freq: 2 });
const filter: fc.Arbitrary<Filter> = fc.record({
  dimension: fc.constantFrom("viewer", "viewer", "video", "tag1"),
  include: fc.array(fc.constantFrom(...VIEWERS, "a", null), { maxLength: 3 }),
  exclude: fc.array(fc.constantFrom("a", "v2"), { maxLength: 1 }),
});
/** As pages ask for lists: few of many groups, in some order. */
const list: fc.Arbitrary<GroupQuery> = fc.record({
  kind: fc.constant("groups"),
  from: fc.oneof(fc.constant(null), bound),
  until: fc.oneof(fc.constant(null), bound),
  filters: fc.array(filter, { maxLength: 2 }),
  by: fc.constantFrom<GroupQuery["by"][]>(["viewer"], ["viewer"], ["tag1"], ["video"]),
  metrics: fc.subarray<GroupQuery["metrics"][number]>(["viewers", "percentage", "videos", "newViewers", "span"]),
  order: fc.record({
    by: fc.constantFrom("last", "last", "last", "first", "views", "name", "percentage"),
    descending: fc.constantFrom(true, true, false),
  }),
  limit: fc.integer({ min: 0, max: 5 }),
  offset: fc.constantFrom(0, 0, 0, 1, 2, 7),
});

/** A lane in this thread, where bounds are as here. */
function lane(): Lane {
  const { port1, port2 } = new MessageChannel();
  serveLane(port2);
  return new Lane(port1, () => undefined);
}

const change = fc.oneof(
  { weight: 8, arbitrary: row },
  { weight: 1, arbitrary: id },
  {
    weight: 1,
    arbitrary: fc.record({
      key: fc.constantFrom("v1", "v3", "v7"),
      name: fc.option(fc.constantFrom("Zoe", "Ann")),
      excluded: fc.boolean(),
    }),
  },
);
const round = fc.record({ changes: fc.array(change, { maxLength: 90, size: "max" }), settled: fc.boolean() });

test("with few views on both sides of every bound the store answers as plain objects do", async () => {
  const lanes = [lane(), lane()];
  await fc.assert(
    fc.asyncProperty(
      fc.array(round, { minLength: 1, maxLength: 3 }),
      fc.oneof(fc.array(fc.oneof(query, list), { minLength: 1, maxLength: 5 }), page),
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 0, max: 2 }),
      async (rounds, queries, zone, completionThreshold, threads) => {
        const [table, views] = [new ColumnTable(), new Map<string, ColumnRow>()];
        const names: Names = { titles: new Map(), viewers: new Map() };
        for (const { changes, settled } of rounds) {
          for (const one of changes)
            if (typeof one === "string") {
              table.remove(one);
              views.delete(one);
            } else if ("key" in one) {
              const own = { name: one.name, email: null, identified: true, excluded: one.excluded };
              table.nameViewer(one.key, own);
              names.viewers.set(one.key, own);
            } else {
              table.put(one);
              views.set(one.id, one);
            }
          if (settled) table.settle();
          const batch = { zone, completionThreshold, queries };
          const answers = await runBatch(table, batch, lanes.slice(0, threads));
          expect(answers).toEqual(answerNaively([...views.values()], names, batch));
        }
      },
    ),
    { numRuns: 8 * RUNS },
  );
}, 600_000);

test.each(["scan", "narrow", "find"])("a lane that ends when it should %s takes nothing with it", async (type) => {
  const [table, views] = [new ColumnTable(), new Map<string, ColumnRow>()];
  for (const [n, one] of fc.sample(row, { numRuns: 60, seed: 3 }).entries()) {
    const own = { ...one, id: `${n.toString(16).padStart(8, "0")}-0000-4000-8000-00000000000a` };
    table.put(own);
    views.set(own.id, own);
  }
  table.settle();
  const one = { kind: "groups", until: null, metrics: ["viewers"], by: ["video"] } as const;
  const tagged: Filter = { dimension: "tag1", include: [], exclude: ["a"] };
  const asked = { from: null, filters: [tagged] };
  // One selection is looked through in halves; of two, one is narrowed elsewhere.
  const others = type === "narrow" ? [{ ...one, by: [...one.by], metrics: [...one.metrics], ...asked, from: 1 }] : [];
  const queries = [
    { ...one, by: [...one.by], metrics: [...one.metrics], ...asked },
    { ...one, by: ["tag2" as const], metrics: [...one.metrics], ...asked },
    // It counts nobody, so that it is begun before people are numbered.
    { ...one, by: ["weekday" as const, "hour" as const], metrics: [], ...asked },
    ...others,
  ] satisfies GroupQuery[];
  const batch = { zone: "UTC", completionThreshold: 95, queries };
  const right = answerNaively([...views.values()], { titles: new Map(), viewers: new Map() }, batch);
  const { port1, port2 } = new MessageChannel();
  const seen: string[] = [];
  serveLane({
    on: (event: "message", take: (ask: { type: string }) => void) =>
      port2.on(event, (ask) => {
        seen.push(ask.type);
        if (ask.type === type) port2.close();
        else take(ask);
      }),
    postMessage: (answer: unknown) => port2.postMessage(answer),
  } as unknown as MessagePort);
  const dying = new Lane(port1, () => undefined);
  expect(await runBatch(table, batch, [dying])).toEqual(right);
  expect(seen).toContain(type);
  expect(await runBatch(table, batch, [dying])).toEqual(right);
});
