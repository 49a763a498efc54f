import type { PageFilters } from "../query/filters";
import type { FilterDimension, GroupQuery, OrderBy } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { changeOf, type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { comparedSelectionOf, selectionOf } from "./selection";
import { METRIC_ORDER, orderOf, type Table, type Window, windowOf } from "./table";

export const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;
export type Tag = (typeof TAGS)[number];

export interface TagRow {
  /** null: views without the tag */
  value: string | null;
  figures: Figures;
  /** Views of the compared period and the change in percent; null: unknown, or nothing is compared */
  previous: { views: number; change: number | null } | null;
}

const ORDERS: Record<string, OrderBy> = { value: "key", ...METRIC_ORDER };
export const TAG_SORTS = Object.keys(ORDERS);

/** The values of a tag with every figure, views without one among them. */
export async function tagValues(
  ctx: ReportContext,
  page: PageFilters,
  tag: Tag,
  window: Window = windowOf(page),
): Promise<Table<TagRow>> {
  const compared = comparedSelectionOf(ctx, page);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        ...selectionOf(ctx, page),
        by: [tag],
        metrics: sumsFor(METRICS),
        order: orderOf(page, ORDERS),
        ...window,
      } satisfies GroupQuery,
      // Without a compared period an empty one, so that the batch keeps its shape.
      { kind: "groups", ...(compared ?? { ...selectionOf(ctx, page), from: 0, until: 0 }), by: [tag], metrics: [] },
    ]),
  );
  const [{ groups, groupCount, total }, before] = answers;
  const views = new Map(before.groups.map(({ keys, sums }) => [keys[0] ?? null, sums.views]));
  return {
    rows: groups.map(({ keys: [value = null], sums }) => {
      const was = views.get(value) ?? 0;
      return {
        value,
        figures: figuresOf(sums),
        previous: compared && { views: was, change: changeOf("count", sums.views, was) },
      };
    }),
    count: groupCount,
    total: figuresOf(total),
  };
}

/** How many values of each tag there are in the period: 0 = not in use. */
export async function tagsInUse(ctx: ReportContext, page: PageFilters): Promise<Record<Tag, number>> {
  const selected = selectionOf(ctx, page);
  const { answers } = await ctx.store.run(
    batchOf(
      ctx,
      TAGS.map(
        (tag): GroupQuery => ({
          kind: "groups",
          ...selected,
          filters: [...selected.filters.filter(({ dimension }) => dimension !== tag), present(tag)],
          by: [tag],
          metrics: [],
          limit: 1,
        }),
      ),
    ),
  );
  return Object.fromEntries(TAGS.map((tag, index) => [tag, countOf(answers[index])])) as Record<Tag, number>;
}

const countOf = (answer: { kind: string; groupCount?: number } | undefined) => answer?.groupCount ?? 0;
const present = (dimension: FilterDimension) => ({ dimension, include: [], exclude: [null] });
