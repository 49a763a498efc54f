import type { PageFilters } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import type { GroupAnswer, GroupQuery, Selection } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { spanned } from "./facts";
import { type MetricCard, metricCards } from "./metric-cards";
import { type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { comparedSelectionOf, filtersOf, selectionOf } from "./selection";
import { fillGaps, type Series, seriesOf } from "./series";

/** Every figure and its course over the period, beside the compared one. */
export interface Course {
  /** The time shown: ISO instants, half-open; of all time, from the first view until now */
  span: { from: string; until: string };
  /** Whether a compared period is asked for and there is one */
  compared: boolean;
  /** In the order of METRICS */
  cards: MetricCard[];
  series: Series;
  /** Every figure in each bucket, the one that still grows too; null where there is no view */
  buckets: { label: string; figures: Figures | null }[];
}

type Four<T> = readonly [total: T, before: T, buckets: T, bucketsBefore: T];

/** An empty range: the batch keeps its shape where nothing is compared. */
const NOTHING = { from: 0, until: 0 };

/** A course alone, without a page around it. */
export async function course(ctx: ReportContext, page: PageFilters): Promise<Course> {
  const { answers } = await ctx.store.run(batchOf(ctx, courseQueries(ctx, page)));
  return courseOf(ctx, page, answers);
}

/** The questions behind a course, for a page's batch. */
export function courseQueries(ctx: ReportContext, page: PageFilters): Four<GroupQuery> {
  const { interval } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const selected = selectionOf(ctx, page);
  const compared = comparedSelectionOf(ctx, page) ?? { ...filtersOf(ctx, page), ...NOTHING };
  return [
    whole(selected),
    { ...whole(compared), metrics: sumsOfAll },
    { ...whole(selected), by: [interval] },
    { kind: "groups", ...compared, by: [interval], metrics: ["viewers"] },
  ];
}

const sumsOfAll = [...sumsFor(METRICS), "span"] as const;
const whole = (selection: Selection): GroupQuery => ({ kind: "groups", ...selection, by: [], metrics: sumsOfAll });

/** Their answers, put side by side. */
export function courseOf(ctx: ReportContext, page: PageFilters, answers: Four<GroupAnswer>): Course {
  const zone = ctx.settings.reportingZone;
  const { current, previous, interval, includesToday } = periodsOf(page, ctx.now, zone);
  const [total, before, buckets, bucketsBefore] = answers;
  const shown = spanned(current, total.total.firstAt, ctx.now);
  // Days to come are no days without views.
  const until = includesToday ? Math.min(shown.until, ctx.now.getTime() + 1) : shown.until;
  const labels = bucketLabels({ from: shown.from, until }, interval, zone);
  const previousLabels = previous ? bucketLabels(spanned(previous, before.total.firstAt, ctx.now), interval, zone) : [];
  const filled = fillGaps(labels, buckets);
  return {
    span: { from: iso(shown.from), until: iso(shown.until) },
    compared: previous !== null,
    // A bucket that still grows would end every trend in a fall.
    cards: metricCards(total.total, previous && before.total, includesToday ? filled.slice(0, -1) : filled),
    series: seriesOf({
      interval,
      labels,
      buckets: filled,
      previousLabels,
      previousBuckets: fillGaps(previousLabels, bucketsBefore),
      lastIsPartial: includesToday,
    }),
    buckets: labels.map((label, index) => ({ label, figures: filled[index] ? figuresOf(filled[index]) : null })),
  };
}

const iso = (ms: number) => new Date(ms).toISOString();
