import type { Sums } from "../query/query";
import { changeOf, figuresOf, METRIC_KINDS, METRICS, type MetricKind, type MetricName } from "./rates";

export interface MetricCard {
  name: MetricName;
  kind: MetricKind;
  /** A count, seconds or percent; null: no view tells */
  value: number | null;
  /** Views that do not tell */
  unknown: number;
  /** The compared period's value; null: unknown, or nothing is compared */
  previous: number | null;
  /** Percent for counts and sums, points for rates */
  change: number | null;
  /** The value in each whole bucket of the series; null where no view tells */
  trend: (number | null)[];
}

/** A card for each metric, in the order of METRICS. */
export function metricCards(current: Sums, previous: Sums | null, buckets: (Sums | null)[]): MetricCard[] {
  const now = figuresOf(current);
  const before = previous && figuresOf(previous);
  const trends = buckets.map((sums) => sums && figuresOf(sums));
  return METRICS.map((name) => {
    const kind = METRIC_KINDS[name];
    const was = before?.[name].value ?? null;
    return {
      name,
      kind,
      ...now[name],
      previous: was,
      change: changeOf(kind, now[name].value, was),
      // No view in a bucket is 0 views, but no rate.
      trend: trends.map((figures) => (figures ? figures[name].value : kind === "percent" ? null : 0)),
    };
  });
}
