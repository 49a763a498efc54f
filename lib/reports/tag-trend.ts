import type { PageFilters } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import type { GroupAnswer, GroupQuery, Ranked } from "../query/query";
import type { ReportContext } from "./context";
import { spanned } from "./facts";
import { selectionOf } from "./selection";
import type { Tag } from "./tags";
import { topQuery, valuesOf } from "./top-values";

export interface TagTrend {
  /** YYYY-MM-DD, the Monday of a week, or YYYY-MM */
  labels: string[];
  /** The last bucket still grows */
  partial: boolean;
  /** Views in each bucket */
  lines: { value: string | null; views: number[] }[];
}

type Queries = [top: Ranked, byTime: GroupQuery, span: GroupQuery];

/** Asks for the course of the values with the most views. */
export function trendQueries(ctx: ReportContext, page: PageFilters, tag: Tag, lines: number): Queries {
  const { interval } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const selected = selectionOf(ctx, page);
  const top = topQuery(selected, tag, lines);
  return [
    top,
    { kind: "groups", ...selected, by: [tag, interval], metrics: [], among: [top] },
    { kind: "groups", ...selected, by: [], metrics: ["span"] },
  ];
}

export function trendOf(
  ctx: ReportContext,
  page: PageFilters,
  [top, byTime, { total }]: [GroupAnswer, GroupAnswer, GroupAnswer],
): TagTrend {
  const zone = ctx.settings.reportingZone;
  const { current, interval, includesToday } = periodsOf(page, ctx.now, zone);
  const { from, until } = spanned(current, total.firstAt, ctx.now);
  const labels = bucketLabels({ from, until: Math.min(until, ctx.now.getTime() + 1) }, interval, zone);
  const views = new Map(byTime.groups.map(({ keys, sums }) => [JSON.stringify(keys), sums.views]));
  return {
    labels,
    partial: includesToday,
    lines: valuesOf(top).map((value) => ({
      value,
      views: labels.map((label) => views.get(JSON.stringify([value, label])) ?? 0),
    })),
  };
}
