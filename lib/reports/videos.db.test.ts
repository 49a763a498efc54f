import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { systemContext } from "./context";
import { VIDEO_SORTS, videos, videosWithTrends } from "./videos";

const NOW = new Date("2026-03-10T12:00:00Z");
const [A, B, C] = [1, 2, 3].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`);
let serial = 0;

const view = (video_id: string | null | undefined, video_title: string | null, fields: Record<string, unknown>) => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id,
  video_title,
  started: "2026-03-09T08:00:00Z",
  updated_at: "2026-03-09T08:00:00Z",
  ...fields,
});

const VIEWS = [
  view(A, "Tour", { percentage: 100, viewer_custom_id: "1" }),
  view(A, "Tour", { percentage: 50, correctness: 10, viewer_custom_id: "1" }),
  view(A, "Tour", { started: "2026-03-07T08:00:00Z", participation: 0, viewer_custom_id: "2" }),
  view(B, "Alarm", { percentage: 99, correctness: 100, elapsed: 60 }),
  view(C, null, { elapsed: 200, correctness: 0 }),
  view(null, null, {}),
];

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const pageOf = (search: string) => parseFilters(new URLSearchParams(search), { sort: VIDEO_SORTS }).filters;
const ask = async (search: string) => videos(await systemContext(NOW), pageOf(search));

test("a row a video with every figure, and one for views that name none", async () => {
  const { rows, count, total } = await ask("period=7d");
  expect(count).toBe(4);
  expect(total.views.value).toBe(6);
  expect(rows[0]).toMatchObject({
    video: A,
    title: "Tour",
    lastAt: "2026-03-09T08:00:00.000Z",
    figures: {
      views: { value: 3 },
      viewers: { value: 2 },
      time_on_video: { value: null, unknown: 3 },
      average_watched: { value: 75, unknown: 1 },
      completion: { value: 50, unknown: 1 },
      participation: { value: 0, unknown: 2 },
      correctness: { value: 10, unknown: 2 },
    },
  });
  expect(rows.map(({ video, title }) => [video, title])).toContainEqual([null, null]);
});

test.each([
  ["correctness", [C, A, B, null]],
  ["-correctness", [B, A, C, null]],
  ["-time_on_video", [C, B, A, null]],
  ["video_title", [B, A, C, null]],
])("ordered by %s, what is unknown comes last", async (sort, expected) => {
  const { rows } = await ask(`period=7d&sort=${sort}`);
  expect(rows.map(({ video }) => video)).toEqual(expected);
});

test("pages divide the rows; a page too far has none", async () => {
  const all = await ask("period=7d");
  const second = await ask("period=7d&pageSize=1&page=2");
  expect(second.rows).toEqual([all.rows[1]]);
  expect(second.count).toBe(4);
  expect((await ask("period=7d&page=9")).rows).toEqual([]);
});

test("trends count each video's views in each whole bucket", async () => {
  const ctx = await systemContext(NOW);
  const { trends } = await videosWithTrends(ctx, pageOf("period=7d"));
  expect(trends.get(A ?? null)).toEqual([0, 0, 0, 1, 0, 2]);
  expect(trends.get(null)).toEqual([0, 0, 0, 0, 0, 1]);
});
