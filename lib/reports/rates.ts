import type { Metric, Sums } from "../query/query";

/** The figures of the product, under the names that exports use. */
export const METRICS = [
  "views",
  "viewers",
  "time_on_video",
  "average_watched",
  "completion",
  "participation",
  "correctness",
] as const;
export type MetricName = (typeof METRICS)[number];

/** A rate is in percent; its change is said in points. Time is in seconds. */
export const METRIC_KINDS = {
  views: "count",
  viewers: "count",
  time_on_video: "seconds",
  average_watched: "percent",
  completion: "percent",
  participation: "percent",
  correctness: "percent",
} as const satisfies Record<MetricName, "count" | "seconds" | "percent">;
/** What each is reckoned from, views aside. */
const SUMS = {
  views: null,
  viewers: "viewers",
  time_on_video: "elapsed",
  average_watched: "percentage",
  completion: "percentage",
  participation: "participation",
  correctness: "correctness",
} as const satisfies Record<MetricName, Metric | null>;

/** What a query must sum up for these metrics. */
export function sumsFor(metrics: readonly MetricName[]): Metric[] {
  return [...new Set(metrics.flatMap((name) => SUMS[name] ?? []))];
}

export type MetricKind = (typeof METRIC_KINDS)[MetricName];

export interface Figure {
  /** null: no view tells */
  value: number | null;
  /** Views that do not tell, and so are not in the value */
  unknown: number;
}

export type Figures = Record<MetricName, Figure>;

/** The one place where sums become rates, of metrics that were asked for. Full precision; rounding is the view's. */
export function figuresOf(sums: Sums): Figures {
  const { views } = sums;
  const mean = (sum: number, known: number): Figure => ({
    value: known === 0 ? null : sum / known,
    unknown: views - known,
  });
  return {
    views: { value: views, unknown: 0 },
    viewers: { value: sums.viewers, unknown: 0 },
    time_on_video: {
      value: views > 0 && sums.elapsedKnown === 0 ? null : sums.elapsedSum,
      unknown: views - sums.elapsedKnown,
    },
    average_watched: mean(sums.percentageSum, sums.percentageKnown),
    completion: mean(100 * sums.completed, sums.percentageKnown),
    participation: mean(sums.participationSum, sums.participationKnown),
    correctness: mean(sums.correctnessSum, sums.correctnessKnown),
  };
}

/** Percent for counts and sums, points for rates; null when the previous value is unknown or 0. */
export function changeOf(kind: MetricKind, value: number | null, previous: number | null): number | null {
  if (value === null || previous === null || previous === 0) return null;
  return kind === "percent" ? value - previous : (100 * (value - previous)) / previous;
}

/** Percent that a part is of a whole; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
