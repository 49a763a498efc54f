import fc from "fast-check";
import { expect, test } from "vitest";
import { DECILE_DIMENSIONS, FILTER_DIMENSIONS, type Filter, type Query, TIME_DIMENSIONS } from "../query/query";
import { browserFamily } from "./feed";
import { answerNaively, type Names } from "./reference";
import { runBatch } from "./run";
import { type ColumnRow, ColumnTable } from "./table";

const ZONES = ["UTC", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo", "Asia/Kathmandu"];
const START = Date.UTC(2011, 11, 25);
const END = Date.UTC(2012, 0, 8);
const TEXTS = ["a", "b", "Z", "é", "\u{1F600}", "\uFF21", "0"];

const text = fc.option(fc.constantFrom(...TEXTS));
const percent = fc.option(fc.integer({ min: 0, max: 100 }));
const seconds = fc.option(fc.integer({ min: 0, max: 2_147_483_647 }));
const instant = fc.integer({ min: START, max: END });
const row: fc.Arbitrary<ColumnRow> = fc.record({
  id: fc.integer({ min: 0, max: 30 }).map((n) => `id-${n}`),
  occurredAt: fc.oneof(instant, fc.constantFrom(START, Date.UTC(2011, 11, 30, 10), Date.UTC(2011, 11, 31, 10))),
  viewer: fc.constantFrom("v1", "v2", "v3", "e-4"),
  video: text,
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
  elapsed: seconds,
  watched: seconds,
  interactions: seconds,
  percentage: percent,
  participation: percent,
  correctness: percent,
});

const values = fc.array(fc.option(fc.constantFrom(...TEXTS, "v1", "v2", "nowhere")), { maxLength: 2 });
const filter: fc.Arbitrary<Filter> = fc.record({
  dimension: fc.constantFrom(...FILTER_DIMENSIONS),
  include: values,
  exclude: values,
});
const selection = {
  from: fc.option(instant),
  until: fc.option(instant),
  filters: fc.array(filter, { maxLength: 2 }),
  search: fc.option(fc.constantFrom("title", "ANN", "@x", "%"), { nil: undefined }),
  searchPeople: fc.boolean(),
};
const dimension = fc.constantFrom(...FILTER_DIMENSIONS, ...TIME_DIMENSIONS, ...DECILE_DIMENSIONS);
const query: fc.Arbitrary<Query> = fc.oneof(
  fc.record({
    ...selection,
    kind: fc.constant("groups" as const),
    by: fc.uniqueArray(dimension, { maxLength: 2 }),
    viewers: fc.boolean(),
    order: fc.option(
      fc.record({ by: fc.constantFrom("views" as const, "viewers" as const), descending: fc.boolean() }),
      { nil: undefined },
    ),
    limit: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    offset: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  }),
  fc.record({
    ...selection,
    kind: fc.constant("rows" as const),
    limit: fc.integer({ min: 1, max: 9 }),
    offset: fc.integer({ min: 0, max: 9 }),
  }),
);

const names: Names = {
  titles: new Map([
    ["a", "A title"],
    ["b", "Other"],
  ]),
  viewers: new Map([
    ["v1", { name: "Ann", email: null }],
    ["e-4", { name: null, email: "ann@x.org" }],
  ]),
};

test("the store answers as plain objects do, after any updates, moves and removals", () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: row },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }).map((n) => `id-${n}`) },
  );
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 60 }),
      fc.array(query, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...ZONES),
      fc.integer({ min: 1, max: 100 }),
      (steps, queries, zone, completionThreshold) => {
        const table = new ColumnTable();
        for (const [id, title] of names.titles) table.titles.set(id, title);
        for (const [key, own] of names.viewers) table.viewerNames.set(key, own);
        const views = new Map<string, ColumnRow>();
        for (const change of steps) {
          if (typeof change === "string") {
            table.remove(change);
            views.delete(change);
          } else {
            table.put(change);
            views.set(change.id, change);
          }
        }
        const batch = { zone, completionThreshold, queries };
        expect(runBatch(table, batch)).toEqual(answerNaively([...views.values()], names, batch));
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 2_000) },
  );
}, 120_000);

test("dead rows are closed up, and more values fit than two bytes count", () => {
  const table = new ColumnTable();
  const plain = {
    viewer: "v",
    video: null,
    group: null,
    country: null,
    region: null,
    city: null,
    browser: null,
    tag2: null,
    tag3: null,
    tag4: null,
    tag5: null,
    plink: null,
    elapsed: 1,
    watched: null,
    percentage: null,
    participation: null,
    correctness: null,
    interactions: null,
  };
  for (let i = 0; i < 70_000; i++) table.put({ ...plain, id: `id-${i}`, occurredAt: START + i, tag1: `value ${i}` });
  for (let i = 0; i < 30_000; i++) table.remove(`id-${i * 2}`);
  const ask = { kind: "groups", by: ["tag1"], viewers: true, from: null, until: null, filters: [], limit: 1 } as const;
  const batch = {
    zone: "UTC",
    completionThreshold: 95,
    queries: [ask, { kind: "rows", from: null, until: null, filters: [], limit: 2, offset: 0 }] as Query[],
  };
  const before = runBatch(table, batch);
  table.compact();
  expect(table.rows).toBe(40_000);
  expect(runBatch(table, batch)).toEqual(before);
  expect(before[0]).toMatchObject({ groupCount: 40_000, total: { views: 40_000, elapsedSum: 40_000 } });
  expect(before[1]).toMatchObject({ ids: ["id-69999", "id-69998"] });
  table.put({ ...plain, id: "id-69999", occurredAt: START, tag1: null });
  expect(table.views).toBe(40_000);
});

test.each([
  ["Chrome 101", "Chrome"],
  ["Mobile Safari 15.4.1", "Mobile Safari"],
  ["Edge", "Edge"],
  [null, null],
  ["360", "360"],
])("%j is of family %j", (browser, family) => expect(browserFamily(browser)).toBe(family));
