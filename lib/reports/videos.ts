import type { PageFilters } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import type { GroupQuery, OrderBy } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { spanned } from "./facts";
import { type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import { METRIC_ORDER, orderOf, type Table, type Window, windowOf } from "./table";
import { videoTitles } from "./video-titles";

export interface VideoRow {
  /** null: views that name no video */
  video: string | null;
  title: string | null;
  figures: Figures;
  /** ISO instant of its newest view in the period */
  lastAt: string | null;
}

/** What the table may be ordered by, under the names of the export. */
const ORDERS: Record<string, OrderBy> = { video_title: "name", last_seen: "last", ...METRIC_ORDER };
export const VIDEO_SORTS = Object.keys(ORDERS);

/** The videos with views in the period, with every figure. */
export async function videos(
  ctx: ReportContext,
  page: PageFilters,
  window: Window = windowOf(page),
): Promise<Table<VideoRow>> {
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        ...selectionOf(ctx, page),
        by: ["video"],
        metrics: [...sumsFor(METRICS), "span"],
        order: orderOf(page, ORDERS),
        ...window,
      } satisfies GroupQuery,
    ]),
  );
  const [{ groups, groupCount, total }] = answers;
  const titles = await videoTitles(groups.map(({ keys }) => keys[0] ?? null));
  return {
    rows: groups.map(({ keys: [video = null], sums }) => ({
      video,
      title: video === null ? null : (titles.get(video) ?? null),
      figures: figuresOf(sums),
      lastAt: sums.lastAt === null ? null : new Date(sums.lastAt).toISOString(),
    })),
    count: groupCount,
    total: figuresOf(total),
  };
}

/** Views of each given video in every bucket of the period but one that still grows, for its sparkline. */
export async function videoTrends(
  ctx: ReportContext,
  page: PageFilters,
  ids: (string | null)[],
): Promise<Map<string | null, number[]>> {
  const zone = ctx.settings.reportingZone;
  const { current, interval, includesToday } = periodsOf(page, ctx.now, zone);
  const selection = selectionOf(ctx, page);
  const filters = [
    ...selection.filters.filter(({ dimension }) => dimension !== "video"),
    { dimension: "video" as const, include: ids, exclude: [] },
  ];
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      { kind: "groups", ...selection, filters, by: ["video", interval], metrics: [] },
      { kind: "groups", ...selection, filters, by: [], metrics: ["span"] },
    ]),
  );
  const [{ groups }, { total }] = answers;
  const { from, until } = spanned(current, total.firstAt, ctx.now);
  const labels = bucketLabels({ from, until: Math.min(until, ctx.now.getTime() + 1) }, interval, zone);
  const whole = includesToday ? labels.slice(0, -1) : labels;
  const views = new Map(groups.map(({ keys, sums }) => [JSON.stringify(keys), sums.views]));
  return new Map(ids.map((id) => [id, whole.map((label) => views.get(JSON.stringify([id, label])) ?? 0)]));
}
