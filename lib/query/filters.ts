import type { Filter } from "./query";

/** What the URL of a page, an export or an API call says, parsed and complete. See docs/metrics.md for the periods. */
export interface PageFilters {
  period: "7d" | "30d" | "90d" | "12m" | "all" | "custom";
  /** Custom period: first and last day, YYYY-MM-DD in the reporting zone, both included. */
  from?: string;
  to?: string;
  compare: "previous" | "year" | "none";
  /** As asked in the URL; absent = chosen from the period. */
  interval?: Interval;
  filters: Filter[];
  q?: string;
  sort?: { column: string; descending: boolean };
  /** From 1. */
  page: number;
  /** Rows a page, at most 200. */
  pageSize: number;
  bom: boolean;
}

export type Interval = "day" | "week" | "month";

/** A parameter that could not be used, for a 400 or for the notice on a page. */
export interface IgnoredParameter {
  path: string;
  message: string;
}

/** Half-open range of ms since 1970 UTC; null = unbounded. */
export interface Range {
  from: number | null;
  until: number | null;
}

/** The ranges that PageFilters mean at an instant in a zone. */
export interface Periods {
  current: Range;
  /** null: nothing to compare with. */
  previous: Range | null;
  interval: Interval;
  /** Today is inside the current range, which is therefore incomplete. */
  includesToday: boolean;
}
