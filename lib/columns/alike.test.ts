import { expect, test } from "vitest";
import { type GroupQuery, METRICS } from "../query/query";
import { answerNaively } from "./reference";
import type { ColumnRow } from "./row";
import { runBatch } from "./run";
import { ColumnTable } from "./table";

const NOTHING = {
  ...{ group: null, country: null, region: null, city: null, browser: null, plink: null, screen: null },
  ...{ tag2: null, tag3: null, tag4: null, tag5: null, source: null, medium: null, campaign: null },
  ...{ elapsed: null, watched: null, interactions: null, furthest_point: null, variables: new Map() },
};

const ROWS = Array.from({ length: 200 }, (_, n): ColumnRow => {
  const id = `${n.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
  const told = { percentage: n % 101, participation: n % 3 === 0 ? null : n % 101, correctness: (n * 7) % 101 };
  const at = Date.UTC(2026, 2, 20) + n * 5_000_000;
  const own = { viewer: `v${n % 41}`, video: `video ${n % 3}`, tag1: n % 7 === 0 ? null : `tag ${n % 7}` };
  return { ...NOTHING, ...told, ...own, id, occurredAt: at, last_point: n % 90 };
});

const ALL = { kind: "groups", from: null, until: null, filters: [] } as const;
const BYS: GroupQuery["by"][] = [["tag1"], ["video"], ["day"], ["weekday", "hour"], ["last_point"], ["percentage"], []];

/** Each way in which one query may want more than another by the same dimensions. */
test.each(BYS)("queries by %s that want different things get each its own", async (...by) => {
  const table = new ColumnTable();
  for (const one of ROWS) table.put(one);
  table.settle();
  const asked: Omit<GroupQuery, keyof typeof ALL | "by">[] = [
    { metrics: [] },
    { metrics: [...METRICS] },
    { metrics: ["viewers"], limit: 2, rest: true },
    { metrics: ["viewers"], limit: 2 },
    { metrics: ["median", "best"], limit: 3, order: { by: "views", descending: true }, rest: true },
    { metrics: [], step: 30 },
    { metrics: ["viewers", "videos"], step: 30, limit: 1, rest: true },
  ];
  for (const orders of [asked, asked.toReversed()]) {
    const queries = orders.map((one): GroupQuery => ({ ...ALL, filters: [], by, ...one }));
    const batch = { zone: "Europe/Berlin", completionThreshold: 90, queries };
    const right = answerNaively(ROWS, { titles: new Map(), viewers: new Map() }, batch);
    expect(await runBatch(table, batch)).toEqual(right);
  }
});
