import type { PageFilters } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import type { GroupAnswer, GroupQuery, OrderBy, Ranked } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { spanned } from "./facts";
import { type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import { METRIC_ORDER, orderOf, type Table, type Window, windowOf } from "./table";
import { valuesOf } from "./top-values";
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
  const { answers } = await ctx.store.run(batchOf(ctx, [rankedVideos(ctx, page, window)]));
  return tableOf(answers[0]);
}

/** The table with the trends of the videos in it, asked as one batch so that they agree. */
export async function videosWithTrends(ctx: ReportContext, page: PageFilters) {
  const ranked = rankedVideos(ctx, page, windowOf(page));
  const selected = selectionOf(ctx, page);
  const { current, interval, includesToday } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      ranked,
      { kind: "groups", ...selected, by: ["video", interval], metrics: [], among: [ranked] } satisfies GroupQuery,
      { kind: "groups", ...selected, by: [], metrics: ["span"] } satisfies GroupQuery,
    ]),
  );
  const [shown, { groups }, { total }] = answers;
  const { from, until } = spanned(current, total.firstAt, ctx.now);
  const labels = bucketLabels(
    { from, until: Math.min(until, ctx.now.getTime() + 1) },
    interval,
    ctx.settings.reportingZone,
  );
  const whole = includesToday ? labels.slice(0, -1) : labels;
  const views = new Map(groups.map(({ keys, sums }) => [JSON.stringify(keys), sums.views]));
  const table = await tableOf(shown);
  return {
    table,
    /** Views of each video in every bucket of the period but one that still grows, for its sparkline */
    trends: new Map(
      table.rows.map(({ video }) => [video, whole.map((label) => views.get(JSON.stringify([video, label])) ?? 0)]),
    ),
  };
}

function rankedVideos(ctx: ReportContext, page: PageFilters, window: Window): Ranked {
  return {
    kind: "groups",
    ...selectionOf(ctx, page),
    by: ["video"],
    metrics: [...sumsFor(METRICS), "span"],
    order: orderOf(page, ORDERS),
    ...window,
  };
}

async function tableOf({ groups, groupCount, total }: GroupAnswer): Promise<Table<VideoRow>> {
  const titles = await videoTitles(valuesOf({ groups }));
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
