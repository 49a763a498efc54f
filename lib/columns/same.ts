import { type Dimension, type Filter, type GroupQuery, isCoded } from "../query/query";
import type { TableView } from "./view";

/** Nothing to group by: no dimension, or only some of which no view has a value, or a filter leaves one. */
export const isAllTheSame = ({ dictionaries }: TableView, { by, filters }: GroupQuery) =>
  by.every(
    (dimension) =>
      isCoded(dimension) && ((dictionaries[dimension]?.size ?? 1) === 1 || onlyValue(filters, dimension) !== undefined),
  );

/** The only value of a dimension that filters leave. */
export const onlyValue = (filters: readonly Filter[], dimension: Dimension): string | null | undefined =>
  filters.find((filter) => filter.dimension === dimension && filter.include.length === 1)?.include[0];
