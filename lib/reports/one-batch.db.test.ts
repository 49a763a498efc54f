import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import type { ColumnStore } from "../columns/store";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { type ReportContext, systemContext } from "./context";
import { engagement } from "./engagement";
import { geography } from "./geography";
import { overview } from "./overview";
import { tags } from "./tags";
import { videosWithTrends } from "./videos";
import { viewers } from "./viewers";

const NOW = new Date("2026-03-10T12:00:00Z");
const idOf = (kind: string, serial: number) => `${kind.repeat(8)}-0000-4000-8000-${String(serial).padStart(12, "0")}`;
const view = (serial: number) => ({
  id: idOf("c", serial),
  video_id: idOf("a", serial % 4),
  video_title: `Video ${serial % 4}`,
  viewer_id: idOf("b", serial % 5),
  started: "2026-03-09T08:00:00Z",
  updated_at: "2026-03-09T08:00:00Z",
  tag1: ["spring", "autumn", null][serial % 3],
  country: ["Norway", "Chile"][serial % 2],
  percentage: serial % 100,
});

let sent = 0;
const deliver = async (count: number) => {
  await ingestRecords(
    Array.from({ length: count }, () => view(++sent)),
    { source: "demo" },
  );
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
};

beforeAll(() => deliver(24));
afterAll(async () => {
  await columns().close();
  await db().close();
});

const page = parseFilters(new URLSearchParams("period=7d"), {}).filters;

/** The real store, before each of whose answers views arrive: what is asked for twice does not agree. */
async function busy(): Promise<{ ctx: ReportContext; asked: () => number }> {
  const ctx = await systemContext(NOW);
  let asked = 0;
  const store: ColumnStore = {
    run: async (batch) => {
      asked++;
      await deliver(7);
      return ctx.store.run(batch);
    },
    status: () => ctx.store.status(),
    nudge: () => ctx.store.nudge(),
    reached: (revision) => ctx.store.reached(revision),
    close: () => ctx.store.close(),
  };
  return { ctx: { ...ctx, store }, asked: () => asked };
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

test("what a page of tags shows adds up while views arrive", async () => {
  const { ctx, asked } = await busy();
  const { table, trend, cross, inUse } = await tags(ctx, page, "tag1", { dimension: "country", metric: "views" });
  const views = new Map(table.rows.map(({ value, figures }) => [value, figures.views.value]));
  expect([...views.keys()].sort()).toEqual(["autumn", "spring", null].sort());
  expect(inUse.tag1).toBe(2);
  expect(new Map(trend.lines.map((line) => [line.value, sum(line.views)]))).toEqual(views);
  const crossed = cross.rows.map((value, row) => [value, sum((cross.cells[row] ?? []).map((cell) => cell.views))]);
  expect(new Map(crossed as [string | null, number][])).toEqual(views);
  expect(asked()).toBe(1);
});

test("a table of videos agrees with its trends, one of viewers with its tags", async () => {
  const { ctx, asked } = await busy();
  const { table, trends } = await videosWithTrends(ctx, page);
  expect(table.rows).toHaveLength(4);
  for (const { video, figures } of table.rows) expect(sum(trends.get(video) ?? [])).toBe(figures.views.value);
  const { rows } = await viewers(ctx, page);
  expect(rows).toHaveLength(5);
  const all = Array.from({ length: sent }, (_, i) => view(i + 1));
  for (const { viewer, tags: own, figures } of rows) {
    const theirs = all.filter(({ viewer_id }) => viewer_id === viewer);
    expect(figures.views.value).toBe(theirs.length);
    const counts = own.map(({ value, views }) => [value, views]);
    for (const value of ["spring", "autumn"])
      expect(counts).toContainEqual([value, theirs.filter(({ tag1 }) => tag1 === value).length]);
  }
  expect(asked()).toBe(2);
});

test("the other pages of figures ask once as well", async () => {
  const { ctx, asked } = await busy();
  await overview(ctx, page);
  await engagement(ctx, page);
  await geography(ctx, page, "city");
  expect(asked()).toBe(3);
});
