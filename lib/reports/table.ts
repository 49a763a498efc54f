import type { PageFilters } from "../query/filters";
import type { GroupQuery, OrderBy } from "../query/query";
import type { Figures, MetricName } from "./rates";

/** A page of a table, or all of it. */
export interface Table<Row> {
  rows: Row[];
  /** Rows there are in all */
  count: number;
  /** Over all selected views, whatever rows are shown */
  total: Figures;
}

/** Which rows of a table; without a limit all of them. */
export interface Window {
  offset: number;
  limit?: number;
}

export function windowOf({ page, pageSize }: PageFilters): Window {
  return { offset: (page - 1) * pageSize, limit: pageSize };
}

/** What a table is ordered by when it is ordered by a metric. */
export const METRIC_ORDER: Record<MetricName, OrderBy> = {
  views: "views",
  viewers: "viewers",
  time_on_video: "elapsed",
  average_watched: "percentage",
  completion: "completed",
  participation: "participation",
  correctness: "correctness",
};

type Order = NonNullable<GroupQuery["order"]>;

/** The order that the address asks for, by what the store calls it; else the usual one. */
export function orderOf(
  { sort }: PageFilters,
  columns: Partial<Record<string, OrderBy>>,
  usual: Order = { by: "views", descending: true },
): Order {
  const by = sort && columns[sort.column];
  return by ? { by, descending: sort.descending } : usual;
}
