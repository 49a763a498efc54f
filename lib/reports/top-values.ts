import type { FilterDimension, GroupQuery, Selection } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";

/** The values with the most views, most first. */
export async function topValues(
  ctx: ReportContext,
  selection: Selection,
  dimension: FilterDimension,
  limit: number,
): Promise<(string | null)[]> {
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        ...selection,
        by: [dimension],
        metrics: [],
        order: { by: "views", descending: true },
        limit,
      } satisfies GroupQuery,
    ]),
  );
  return answers[0].groups.map(({ keys }) => keys[0] ?? null);
}

/** Of a selection, the views that have one of these of its values. */
export function only(selection: Selection, dimension: FilterDimension, values: (string | null)[]): Selection {
  const others = selection.filters.filter((filter) => filter.dimension !== dimension);
  return { ...selection, filters: [...others, { dimension, include: values, exclude: [] }] };
}
