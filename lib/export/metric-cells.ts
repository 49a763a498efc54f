import { type Figures, METRIC_KINDS, METRICS, type MetricName } from "../reports/rates";
import type { Value } from "./report";

/** A column for each metric, in the order of METRICS. */
export function metricCells<T>(figuresOf: (row: T) => Figures): Record<MetricName, (row: T) => Value> {
  const cell = (name: MetricName) => [name, (row: T) => figuresOf(row)[name].value] as const;
  return Object.fromEntries(METRICS.map(cell)) as Record<MetricName, (row: T) => Value>;
}

/** A metric where there may be no view: a count of none is 0, a rate of none unknown. */
export function metricCell(figures: Figures | null, name: MetricName): Value {
  return figures ? figures[name].value : METRIC_KINDS[name] === "percent" ? null : 0;
}
