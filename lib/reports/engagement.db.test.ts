import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { systemContext } from "./context";
import { engagement } from "./engagement";

const NOW = new Date("2026-03-10T12:00:00Z");
const [QUIZ, TOUR, PLAIN] = [1, 2, 3].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`);
let serial = 0;

const view = (day: string, video_id: string | undefined, fields: Record<string, unknown>) => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id,
  video_title: { [QUIZ ?? ""]: "Quiz", [TOUR ?? ""]: "Tour" }[video_id ?? ""] ?? null,
  started: `2026-${day}T08:00:00Z`,
  updated_at: `2026-${day}T08:00:00Z`,
  ...fields,
});

const VIEWS = [
  view("03-09", QUIZ, { percentage: 90, participation: 100, correctness: 0, tag1: "spring" }),
  view("03-09", QUIZ, { percentage: 70, participation: 50, correctness: 100 }),
  view("03-07", QUIZ, { percentage: null, participation: 9, correctness: null, tag1: "spring" }),
  view("03-07", TOUR, { percentage: 40, participation: 0, correctness: null }),
  view("03-07", PLAIN, { percentage: 30, participation: null, correctness: null }),
];

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const ask = async (search: string) =>
  engagement(await systemContext(NOW), parseFilters(new URLSearchParams(search)).filters);

test("what has no interactions or nothing to grade is apart from 0", async () => {
  const { participation, correctness, total } = await ask("period=7d");
  expect(total).toMatchObject({
    average_watched: { value: 57.5, unknown: 1 },
    participation: { value: 39.75, unknown: 1 },
    correctness: { value: 50, unknown: 3 },
  });
  expect(participation.buckets.map(({ views }) => views)).toEqual([2, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  expect(participation).toMatchObject({ known: 4, unknown: 1 });
  expect(correctness.buckets.map(({ views }) => views)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(correctness).toMatchObject({ known: 2, unknown: 3 });
});

test("a span in which nothing was graded is a gap, not 0", async () => {
  const { course } = await ask("period=7d");
  expect(course.labels.at(0)).toBe("2026-03-04");
  expect(course.participation).toEqual([null, null, null, 4.5, null, 75, null]);
  expect(course.correctness).toEqual([null, null, null, null, null, 50, null]);
});

test("only videos that are watched and graded are placed; the others are counted", async () => {
  const { quadrant, apart } = await ask("period=7d");
  expect(quadrant).toEqual([{ video: QUIZ, title: "Quiz", views: 3, watched: 80, correctness: 50 }]);
  expect(apart).toBe(2);
});

test("tags are ranked under the filters", async () => {
  const { tags } = await ask(`period=7d&video=${QUIZ}`);
  expect(tags.tag1.rows.map(({ value, figures }) => [value, figures.participation?.value])).toEqual([
    ["spring", 54.5],
    [null, 50],
  ]);
});
