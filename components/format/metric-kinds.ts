import type { MetricName, METRIC_KINDS as REPORTED } from "@/lib/reports/rates";

/** How each figure is written; the type holds it to what the reports say. */
export const METRIC_KINDS: typeof REPORTED = {
  views: "count",
  viewers: "count",
  time_on_video: "seconds",
  average_watched: "percent",
  completion: "percent",
  participation: "percent",
  correctness: "percent",
};

/** In the order of tables and cards. */
export const METRICS = Object.keys(METRIC_KINDS) as MetricName[];
