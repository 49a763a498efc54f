import { expect, test } from "vitest";
import type { Filter, Query } from "../query/query";
import type { ColumnRow } from "./row";
import { runBatch } from "./run";
import { ColumnTable } from "./table";
import { MOST_KEYS, MOST_VALUES, variablesOf } from "./variables";

const uuid = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const view = (n: number, variables: ColumnRow["variables"]): ColumnRow => ({
  ...{ id: uuid(n), occurredAt: n, viewer: "v", video: null, group: null, country: null, region: null, city: null },
  ...{ browser: null, tag1: null, tag2: null, tag3: null, tag4: null, tag5: null, plink: null, screen: null },
  ...{ source: null, medium: null, campaign: null, elapsed: null, watched: null, percentage: null },
  ...{ participation: null, correctness: null, interactions: null, last_point: null, furthest_point: null },
  variables,
});

async function count(table: ColumnTable, filter: Filter): Promise<number> {
  const query: Query = { kind: "groups", from: null, until: null, filters: [filter], by: [], metrics: [] };
  const [answer] = await runBatch(table, { zone: "UTC", completionThreshold: 95, queries: [query] });
  return answer?.kind === "groups" ? answer.total.views : Number.NaN;
}

test.each([
  ['{"color":"blue","favorite_number":7,"member":true}', { color: "blue", favorite_number: "7", member: "true" }],
  ['{"list":[1],"object":{"a":1},"nothing":null,"blank":" ","":"x"}', {}],
  [
    '{"name":"John","E-Mail":"j@x.org","viewer_phone":"1","Last Name":"Doe","course_name":"Safety"}',
    { course_name: "Safety" },
  ],
  ["{}", {}],
  [null, {}],
])("of %s the scalars that say nothing of who it was", (json, found) =>
  expect(Object.fromEntries(variablesOf(json))).toEqual(found),
);

test("a long value is cut, a long key left out", () => {
  const found = variablesOf(JSON.stringify({ [`k${"k".repeat(100)}`]: "x", long: "x".repeat(999) }));
  expect([...found]).toEqual([["long", "x".repeat(200)]]);
});

test("keys that come when the places are taken match no view, whatever is asked of them", async () => {
  const table = new ColumnTable();
  for (let n = 0; n <= MOST_KEYS; n++) table.put(view(n, new Map([[`key ${n}`, "x"]])));
  expect(table.variables.kept).toHaveLength(MOST_KEYS);
  expect(await count(table, { dimension: "var:key 0", include: ["x"], exclude: [] })).toBe(1);
  expect(await count(table, { dimension: "var:key 0", include: [], exclude: ["x"] })).toBe(MOST_KEYS);
  const refused = `var:key ${MOST_KEYS}` as const;
  for (const [include, exclude] of [
    [["x"], []],
    [[], ["x"]],
    [[null], []],
  ] as [Filter["include"], Filter["exclude"]][])
    expect(await count(table, { dimension: refused, include, exclude })).toBe(0);
  // One that never came is known to be absent everywhere.
  expect(await count(table, { dimension: "var:never", include: [], exclude: ["x"] })).toBe(MOST_KEYS + 1);
  expect(await count(table, { dimension: "var:never", include: ["x"], exclude: [] })).toBe(0);
});

test("a key with too many values loses its column for good", async () => {
  const table = new ColumnTable();
  for (let n = 0; n <= MOST_VALUES; n++)
    table.put(
      view(
        n,
        new Map([
          ["serial", String(n)],
          ["color", "red"],
        ]),
      ),
    );
  expect(table.variables.kept).toEqual(["color"]);
  table.put(view(0, new Map([["serial", "again"]])));
  expect(table.variables.kept).toEqual(["color"]);
  expect(await count(table, { dimension: "var:serial", include: ["again"], exclude: [] })).toBe(0);
  expect(await count(table, { dimension: "var:color", include: ["red"], exclude: [] })).toBe(MOST_VALUES);
});
