import { afterAll, expect, test } from "vitest";
import type { Filter, GroupQuery } from "../query/query";
import { Lane } from "./lane";
import { answerNaively, type Names } from "./reference";
import type { ColumnRow } from "./row";
import { runBatch } from "./run";
import { ColumnTable } from "./table";
import { START } from "./testing/questions";
import { laneThread } from "./threads";

/** Enough viewers that only those on a page are summed up, and enough rows that threads share them. */
const VIEWERS = 20_500;
const ROWS = 60_000;

const draw = (n: number, count: number) => ((Math.imul(n, 0x9e3779b1) >>> 0) >>> 3) % count;

/** Many views at the same instant, of viewers who come back. */
const view = (n: number): ColumnRow => ({
  id: `${n.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`,
  occurredAt: START + draw(n, 300) * 3_600_000,
  viewer: `viewer ${n < VIEWERS ? n : draw(n * 7, VIEWERS)}`,
  video: `video ${draw(n * 13, 5)}`,
  tag1: `tag ${draw(n * 17, 3)}`,
  ...{ group: null, country: null, region: null, city: null, browser: null, plink: null, screen: null },
  ...{
    tag2: null,
    tag3: null,
    tag4: null,
    tag5: null,
    source: null,
    medium: null,
    campaign: null,
    variables: new Map(),
  },
  ...{ elapsed: draw(n * 3, 900), watched: null, percentage: draw(n * 5, 101), participation: null },
  ...{ correctness: null, interactions: null, last_point: null, furthest_point: null },
});

const table = new ColumnTable();
const views = new Map<string, ColumnRow>();
const names: Names = { titles: new Map(), viewers: new Map() };
const put = (one: ColumnRow) => {
  table.put(one);
  views.set(one.id, one);
};
for (let n = 0; n < ROWS; n++) put(view(n));
table.settle();

const { thread, port } = laneThread();
const lane = new Lane(port, () => undefined);
afterAll(() => thread.terminate());

const tagged: Filter = { dimension: "tag1", include: ["tag 1"], exclude: [] };
const list = (query: Partial<GroupQuery>): GroupQuery => ({
  ...{ kind: "groups", from: null, until: null, filters: [], by: ["viewer"], metrics: ["videos", "percentage"] },
  ...query,
});
const latest = { by: "last", descending: true } as const;

const QUERIES: GroupQuery[] = [
  ...[0, 40, 12_345, VIEWERS - 20, VIEWERS + 1].map((offset) => list({ order: latest, limit: 50, offset })),
  list({ order: latest, limit: 7, offset: 3, filters: [tagged] }),
  list({ order: latest, limit: 60, offset: 4_000, filters: [tagged] }),
  list({ order: latest, limit: 9, from: START + 3_600_000 * 150 }),
  list({ order: latest, limit: 9, offset: 5, until: START + 3_600_000 * 150 }),
  list({ order: latest, limit: 9, offset: 5, from: START + 3_600_000 * 290 }),
  list({ order: latest, limit: 5, rest: true }),
  list({ order: { by: "last", descending: false }, limit: 12, offset: 30 }),
  list({ order: { by: "views", descending: true }, limit: 12, offset: 30 }),
  list({ order: { by: "first", descending: true }, limit: 12, offset: 30 }),
];

/** Each alone, for a page that asks nothing else, and all together with another thread. */
async function compare() {
  const right = answerNaively([...views.values()], names, { zone: "UTC", completionThreshold: 95, queries: QUERIES });
  const answered = (queries: GroupQuery[], ...lanes: Lane[]) =>
    runBatch(table, { zone: "UTC", completionThreshold: 95, queries }, lanes);
  expect(await answered(QUERIES, lane)).toEqual(right);
  for (const [i, query] of QUERIES.entries()) {
    expect(await answered([query])).toEqual([right[i]]);
    // The other thread looks through half of the rows.
    if (query.filters.length > 0) expect(await answered([query], lane)).toEqual([right[i]]);
  }
}

test("people in order of their last views are those that sorting all would show", compare, 120_000);

test("so they are when views came late, moved and went, and somebody is left out", async () => {
  for (let n = 0; n < 600; n++) {
    table.remove(view(n * 3).id);
    views.delete(view(n * 3).id);
  }
  // Too few to be put in order: at the end, in between, and at instants at which others are.
  for (let n = ROWS; n < ROWS + 900; n++) put({ ...view(n), occurredAt: START + draw(n, 310) * 3_600_000 });
  for (let n = 0; n < 300; n++) put({ ...view(n * 3 + 1), occurredAt: START + draw(n, 320) * 3_600_000 + (n % 2) });
  table.settle();
  expect(table.rows - table.sorted).toBeGreaterThan(1_000);
  expect(table.dead).toBeGreaterThan(500);
  for (let n = 0; n < 40; n++) {
    const own = { name: null, email: null, identified: true, excluded: true };
    table.nameViewer(`viewer ${n * 5}`, own);
    names.viewers.set(`viewer ${n * 5}`, own);
  }
  await compare();
}, 300_000);
