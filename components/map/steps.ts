import type { MapCountry } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import { METRIC_KINDS } from "../format/metric-kinds";
import { breaksOf } from "./ramp";

/** Where the colours of a figure's map end, and whether there are countries of which it is not known. */
export function stepsOf(placed: Map<string, MapCountry>, metric: MetricName): { breaks: number[]; unknown: boolean } {
  const values = [...placed.values()].flatMap(({ figures }) => figures[metric].value ?? []);
  return { breaks: breaksOf(METRIC_KINDS[metric], values), unknown: values.length < placed.size };
}
