import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { systemContext } from "./context";
import { TAG_SORTS, tags, tagsInUse, tagValues } from "./tags";

const NOW = new Date("2026-03-10T12:00:00Z");
const A = "aaaaaaaa-0000-4000-8000-000000000001";
const B = "aaaaaaaa-0000-4000-8000-000000000002";
let serial = 0;

const view = (day: string, tag1: string | null, fields: Record<string, unknown>) => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id: A,
  video_title: "Tour",
  started: `2026-${day}T08:00:00Z`,
  updated_at: `2026-${day}T08:00:00Z`,
  tag1,
  ...fields,
});

const VIEWS = [
  view("03-09", "spring", { percentage: 100, correctness: 50 }),
  view("03-09", "spring", { percentage: 50, video_id: B, video_title: "Alarm" }),
  view("03-08", "spring", { participation: 0 }),
  view("03-07", "autumn", { percentage: 10, correctness: 100 }),
  view("03-07", null, { country: "Germany", correctness: 0 }),
  // The span before: 25 February to 3 March, cut at 12:00.
  view("03-01", "spring", {}),
  view("03-03", "winter", {}),
];

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const BY_VIDEO = { dimension: "video", metric: "correctness" } as const;
const pageOf = (search: string) => parseFilters(new URLSearchParams(search), { sort: TAG_SORTS }).filters;

test("values with every figure, beside the compared period", async () => {
  const { rows, count, total } = await tagValues(await systemContext(NOW), pageOf("period=7d"), "tag1");
  expect(count).toBe(3);
  expect(total.views.value).toBe(5);
  expect(rows.map(({ value, previous }) => [value, previous])).toEqual([
    ["spring", { views: 1, change: 200 }],
    ["autumn", { views: 0, change: null }],
    [null, { views: 0, change: null }],
  ]);
  expect(rows[0]?.figures).toMatchObject({
    views: { value: 3 },
    average_watched: { value: 75, unknown: 1 },
    participation: { value: 0, unknown: 2 },
    correctness: { value: 50, unknown: 2 },
  });
});

test("nothing is compared when nothing should be; order and filters are the address's", async () => {
  const ctx = await systemContext(NOW);
  const { rows } = await tagValues(ctx, pageOf("period=7d&compare=none&sort=-correctness&tag1=!(none)"), "tag1");
  expect(rows.map(({ value, previous }) => [value, previous])).toEqual([
    ["autumn", null],
    ["spring", null],
  ]);
});

test("which tags are in use, whatever is chosen of them", async () => {
  expect(await tagsInUse(await systemContext(NOW), pageOf("period=7d&tag1=spring"))).toEqual({
    tag1: 2,
    tag2: 0,
    tag3: 0,
    tag4: 0,
    tag5: 0,
  });
});

test("the course of the most viewed values, gaps filled", async () => {
  const { trend } = await tags(await systemContext(NOW), pageOf("period=7d&tag1=!(none)"), "tag1", BY_VIDEO);
  expect(trend).toEqual({
    labels: [4, 5, 6, 7, 8, 9, 10].map((day) => `2026-03-${String(day).padStart(2, "0")}`),
    partial: true,
    lines: [
      { value: "spring", views: [0, 0, 0, 0, 1, 2, 0] },
      { value: "autumn", views: [0, 0, 0, 1, 0, 0, 0] },
    ],
  });
});

test("values against videos: no view and unknown are apart from 0", async () => {
  const { cross } = await tags(await systemContext(NOW), pageOf("period=7d&tag1=!(none)"), "tag1", BY_VIDEO);
  expect(cross.rows).toEqual(["spring", "autumn"]);
  expect(cross.columns).toEqual([
    { value: A, label: "Tour" },
    { value: B, label: "Alarm" },
  ]);
  expect(cross.cells).toEqual([
    [
      { value: 50, views: 2 },
      { value: null, views: 1 },
    ],
    [
      { value: 100, views: 1 },
      { value: null, views: 0 },
    ],
  ]);
});
