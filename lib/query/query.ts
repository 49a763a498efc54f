/**
 * The one question language of the product. A Query says what is wanted, never how: it is plain data that the column
 * store executes today and another executor may tomorrow. Answers carry integer sums and counts only; division,
 * rounding and wording happen in reports, in one place.
 */

/**
 * What a filter in the URL may name: a value is the sender's own text or id, null stands for "absent". `browser` is its
 * family, `screen` a class of widths (SCREENS), `source`, `medium` and `campaign` are the UTM parameters of the view's url,
 * `attempt` says whether a view is its viewer's first of that video ever (ATTEMPTS), other filters aside; null = no video.
 * `identity` says whether its viewer is known by a name, an e-mail, a phone number or a custom id, from whichever view (IDENTITIES).
 */
export const CODED_DIMENSIONS = [
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
  "screen",
  "source",
  "medium",
  "campaign",
  "attempt",
  "identity",
] as const;
export type FixedDimension = (typeof CODED_DIMENSIONS)[number];
/**
 * A key of the views' variables, as `var:color`: its text, number or boolean is the value (numbers and booleans as in
 * JSON), anything else is absent. Not every key can be asked for: see docs/metrics.md.
 */
export type VariableDimension = `var:${string}`;
export type CodedDimension = FixedDimension | VariableDimension;

/**
 * Percentages. Grouped by, they come in tenths: "0" = 0–9 … "8" = 80–89, "9" = 90–100, null = unknown. A filter names ranges
 * of whole percent, both ends included, as "0-49" or "80" (percent-range.ts).
 */
export const DECILE_DIMENSIONS = ["percentage", "participation", "correctness"] as const;
export type DecileDimension = (typeof DECILE_DIMENSIONS)[number];

/** All that a filter may name, in the order of addresses; variables come after them. */
export const FILTER_DIMENSIONS = [...CODED_DIMENSIONS, ...DECILE_DIMENSIONS] as const;
export type FilterDimension = CodedDimension | DecileDimension;

export const isVariable = (name: string): name is VariableDimension => name.startsWith("var:") && name.length > 4;
export const isDecile = (name: string): name is DecileDimension =>
  (DECILE_DIMENSIONS as readonly string[]).includes(name);
/** Whether a view's value is a text or an id, and not a number. */
export const isCoded = (name: string): name is CodedDimension =>
  isVariable(name) || (CODED_DIMENSIONS as readonly string[]).includes(name);
export const isFilterDimension = (name: string): name is FilterDimension => isCoded(name) || isDecile(name);

/** Calendar buckets in the Query's time zone: `YYYY-MM-DD`, the Monday of an ISO week, `YYYY-MM`, "0"–"23", "1"–"7" (Monday = 1). */
export const TIME_DIMENSIONS = ["day", "week", "month", "hour", "weekday"] as const;
export type TimeDimension = (typeof TIME_DIMENSIONS)[number];

/** Seconds of the video, in steps of the query's `step`: "0", "10", "20" … = from that second on; null = unknown. */
export const SECOND_DIMENSIONS = ["last_point", "furthest_point"] as const;
export type SecondDimension = (typeof SECOND_DIMENSIONS)[number];

export type Dimension = FilterDimension | TimeDimension | SecondDimension;

/** Classes of screen_width in pixels: below 768, 1024, 1440, and from there on. */
export const SCREENS = ["phone", "tablet", "laptop", "desktop"] as const;

/** By occurredAt, then id, the first view of a video by a viewer, and those after it. */
export const ATTEMPTS = ["first", "repeat"] as const;

export const IDENTITIES = ["identified", "anonymous"] as const;

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

/**
 * What can be summed: of `percentage` comes `completed` too, `span` is the first and last view, `videos` the distinct known
 * videos, `best` the greatest known percentages. `newViewers` are those viewers of a group whose first view ever, other
 * filters aside, lies in the selection's time (in a calendar bucket: in that bucket); the other viewers are returning ones.
 */
export const METRICS = [
  "viewers",
  "newViewers",
  "median",
  "elapsed",
  "watched",
  "percentage",
  "participation",
  "correctness",
  "interactions",
  "span",
  "videos",
  "best",
] as const;
export type Metric = (typeof METRICS)[number];

/**
 * What groups can be ranked by. `percentage`, `participation`, `correctness` and `interactions` mean their mean, `completed`
 * its share of the known percentages, `elapsed` and `watched` their sum, `best` the best correctness, `first` and `last` the
 * instants of `span`; `name` is how people know the key of the first dimension: a video's title, a viewer's name, else
 * e-mail, any other key as it is.
 */
export const ORDERS = [
  "key",
  "name",
  "views",
  "viewers",
  "newViewers",
  "elapsed",
  "watched",
  "percentage",
  "median",
  "completed",
  "participation",
  "correctness",
  "interactions",
  "videos",
  "best",
  "first",
  "last",
] as const;
export type OrderBy = (typeof ORDERS)[number];

/** Groups and sums of the selected views. */
export interface GroupQuery extends Selection {
  kind: "groups";
  /** None to three dimensions; none = a single group of all. */
  by: Dimension[];
  /** Which sums are wanted; each costs a scan. Views are always counted. */
  metrics: readonly Metric[];
  /**
   * Absent = by key, ascending by code point (null last). What is unknown comes last in either direction; ties go by key,
   * ascending. What is ranked by is summed too, asked for or not.
   */
  order?: { by: OrderBy; descending: boolean };
  limit?: number;
  offset?: number;
  /** Width of the buckets of a second dimension, from 1; absent = 1. */
  step?: number;
  /** Also sum up, as one, the groups after those shown: all but new viewers, median and span. */
  rest?: boolean;
  /** Only views whose value is a key of each of these answers, which are asked for by one dimension without questions in them. */
  among?: readonly Ranked[];
}

/** Values of one dimension, as ranked and cut off. */
export type Ranked = Omit<GroupQuery, "among"> & { by: [CodedDimension] };

/** Ids of the selected views, newest first (occurredAt, then id, both descending). */
export interface RowQuery extends Selection {
  kind: "rows";
  limit: number;
  offset: number;
}

/** Ids of all selected views at one moment, in the order of RowQuery: for those who read every one of them. */
export interface IdsQuery extends Selection {
  kind: "ids";
}

export type Query = GroupQuery | RowQuery | IdsQuery;

/** Integer sums and counts over views; a rate is its sum over its `known`. What was not asked for is 0 or null. */
export interface Sums {
  views: number;
  /** Distinct people. */
  viewers: number;
  newViewers: number;
  /** Seconds of `elapsed`, where known and believable. */
  elapsedSum: number;
  elapsedKnown: number;
  /** Seconds of `watched`. */
  watchedSum: number;
  watchedKnown: number;
  percentageSum: number;
  percentageKnown: number;
  /** Median of the known percentages, of an even number the mean of the middle two; null when none is known. */
  percentageMedian: number | null;
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
  /** Distinct videos, where known. */
  videos: number;
  /** The greatest known value; null when none is known. */
  bestPercentage: number | null;
  bestParticipation: number | null;
  bestCorrectness: number | null;
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
  /** Over the groups after those shown, where asked for; null = there are none. */
  rest?: Sums | null;
}

export interface RowAnswer {
  kind: "rows";
  ids: string[];
  total: number;
}

export interface IdsAnswer {
  kind: "ids";
  /** 16 bytes each: as texts, a million would take four times the memory */
  ids: Uint8Array;
}

export type Answer = GroupAnswer | RowAnswer | IdsAnswer;
export type AnswerOf<Q extends Query> = Q extends GroupQuery ? GroupAnswer : Q extends RowQuery ? RowAnswer : IdsAnswer;

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
