/**
 * The one question language of the product. A Query says what is wanted, never how: it is plain data that the column
 * store executes today and another executor may tomorrow. Answers carry integer sums and counts only; division,
 * rounding and wording happen in reports, in one place.
 */

/** What a filter in the URL may name: a value is the sender's own text or id, null stands for "absent". */
export const FILTER_DIMENSIONS = [
  "video",
  "group",
  "country",
  "region",
  "city",
  "browser",
  "tag1",
  "tag2",
  "tag3",
  "tag4",
  "tag5",
  "plink",
  "viewer",
] as const;
export type FilterDimension = (typeof FILTER_DIMENSIONS)[number];

/** Calendar buckets in the Query's time zone: `YYYY-MM-DD`, the Monday of an ISO week, `YYYY-MM`, "0"–"23", "1"–"7" (Monday = 1). */
export const TIME_DIMENSIONS = ["day", "week", "month", "hour", "weekday"] as const;
export type TimeDimension = (typeof TIME_DIMENSIONS)[number];

/** Tenths of a percentage: "0" = 0–9 … "8" = 80–89, "9" = 90–100, null = unknown. */
export const DECILE_DIMENSIONS = ["percentage", "participation", "correctness"] as const;
export type DecileDimension = (typeof DECILE_DIMENSIONS)[number];

export type Dimension = FilterDimension | TimeDimension | DecileDimension;

export interface Filter {
  dimension: FilterDimension;
  /** A view passes when its value is one of these (OR); empty = any. null = absent. */
  include: (string | null)[];
  /** … and is none of these. */
  exclude: (string | null)[];
}

/** Which views are meant. */
export interface Selection {
  /** Half-open range [from, until) of a view's `occurredAt`, in ms since 1970 UTC; null = unbounded. */
  from: number | null;
  until: number | null;
  /** AND between filters. */
  filters: Filter[];
  /** Lower-case substring of video titles and, where `searchPeople`, of viewer names and e-mails. */
  search?: string;
  searchPeople?: boolean;
}

/** What can be summed: of `percentage` comes `completed` too, `span` is the first and last view. */
export const METRICS = [
  "viewers",
  "elapsed",
  "watched",
  "percentage",
  "participation",
  "correctness",
  "interactions",
  "span",
] as const;
export type Metric = (typeof METRICS)[number];

/** Groups and sums of the selected views. */
export interface GroupQuery extends Selection {
  kind: "groups";
  /** None, one or two dimensions; none = a single group of all. */
  by: Dimension[];
  /** Which sums are wanted; each costs a scan. Views are always counted. */
  metrics: readonly Metric[];
  /** Absent = by key, ascending by code point (null last). Ties go by key. */
  order?: { by: "views" | "viewers"; descending: boolean };
  limit?: number;
  offset?: number;
}

/** Ids of the selected views, newest first (occurredAt, then id, both descending). */
export interface RowQuery extends Selection {
  kind: "rows";
  limit: number;
  offset: number;
}

export type Query = GroupQuery | RowQuery;

/** Integer sums and counts over views; a rate is its sum over its `known`. What was not asked for is 0 or null. */
export interface Sums {
  views: number;
  /** Distinct people. */
  viewers: number;
  /** Seconds of `elapsed`, where known and believable. */
  elapsedSum: number;
  elapsedKnown: number;
  /** Seconds of `watched`. */
  watchedSum: number;
  watchedKnown: number;
  percentageSum: number;
  percentageKnown: number;
  /** Views with percentage ≥ the completion threshold. */
  completed: number;
  participationSum: number;
  participationKnown: number;
  correctnessSum: number;
  correctnessKnown: number;
  interactionSum: number;
  interactionKnown: number;
  /** occurredAt of the first and last view, ms; null when there is none. */
  firstAt: number | null;
  lastAt: number | null;
}

export interface Group {
  /** One key a dimension asked for, in its order. */
  keys: (string | null)[];
  sums: Sums;
}

export interface GroupAnswer {
  kind: "groups";
  groups: Group[];
  /** Groups there are in all, before limit and offset. */
  groupCount: number;
  /** Over all selected views. */
  total: Sums;
}

export interface RowAnswer {
  kind: "rows";
  ids: string[];
  total: number;
}

export type AnswerOf<Q extends Query> = Q extends GroupQuery ? GroupAnswer : RowAnswer;

/** A page's questions, answered together from one revision, so that its figures add up. */
export interface Batch<Q extends readonly Query[] = readonly Query[]> {
  /** IANA name of the reporting time zone. */
  zone: string;
  /** Percent from which a view counts as completed. */
  completionThreshold: number;
  queries: Q;
}

export interface BatchAnswer<Q extends readonly Query[] = readonly Query[]> {
  revision: number;
  answers: { [I in keyof Q]: AnswerOf<Q[I]> };
}
