import type { CodedDimension, FilterDimension, GroupAnswer, Ranked, Selection } from "../query/query";

/** Asks for the values with the most views, most first. */
export function topQuery(selection: Selection, dimension: CodedDimension, limit: number): Ranked {
  return {
    kind: "groups",
    ...selection,
    by: [dimension],
    metrics: [],
    order: { by: "views", descending: true },
    limit,
  };
}

/** The values of an answer by one dimension, in its order. */
export const valuesOf = ({ groups }: Pick<GroupAnswer, "groups">): (string | null)[] =>
  groups.map(({ keys: [value = null] }) => value);

/** Of a selection, the views that have one of these of its values. */
export function only(selection: Selection, dimension: FilterDimension, values: (string | null)[]): Selection {
  const others = selection.filters.filter((filter) => filter.dimension !== dimension);
  return { ...selection, filters: [...others, { dimension, include: values, exclude: [] }] };
}
