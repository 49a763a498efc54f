import type { PageFilters } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { spanned } from "./facts";
import { selectionOf } from "./selection";
import type { Tag } from "./tags";
import { only, topValues } from "./top-values";

export interface TagTrend {
  /** YYYY-MM-DD, the Monday of a week, or YYYY-MM */
  labels: string[];
  /** The last bucket still grows */
  partial: boolean;
  /** Views in each bucket */
  lines: { value: string | null; views: number[] }[];
}

/** The course of the values with the most views. */
export async function tagTrend(ctx: ReportContext, page: PageFilters, tag: Tag, lines: number): Promise<TagTrend> {
  const zone = ctx.settings.reportingZone;
  const { current, interval, includesToday } = periodsOf(page, ctx.now, zone);
  const selected = selectionOf(ctx, page);
  const top = await topValues(ctx, selected, tag, lines);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      { kind: "groups", ...only(selected, tag, top), by: [tag, interval], metrics: [] },
      { kind: "groups", ...selected, by: [], metrics: ["span"] },
    ]),
  );
  const [{ groups }, { total }] = answers;
  const { from, until } = spanned(current, total.firstAt, ctx.now);
  const labels = bucketLabels({ from, until: Math.min(until, ctx.now.getTime() + 1) }, interval, zone);
  const views = new Map(groups.map(({ keys, sums }) => [JSON.stringify(keys), sums.views]));
  return {
    labels,
    partial: includesToday,
    lines: top.map((value) => ({
      value,
      views: labels.map((label) => views.get(JSON.stringify([value, label])) ?? 0),
    })),
  };
}
