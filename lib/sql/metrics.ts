import { NO_SUMS } from "../columns/no-sums";
import { withRankedSums } from "../columns/ranking";
import type { GroupQuery, Metric, Sums } from "../query/query";
import type { Row } from "./reading";
import { named, raw, type Sql, sql } from "./text";

/** How the figures of two parts of a group become that of both. */
type Merge = "sum" | "min" | "max";

interface Column {
  name: keyof Sums;
  metric: Metric | null;
  /** Over rows of the selection */
  of: Sql;
  merge: Merge;
}

const measured = (metric: Metric, column: string, name: string): Column[] => [
  { name: `${name}Sum` as keyof Sums, metric, of: sql`sum(${raw(column)})`, merge: "sum" },
  { name: `${name}Known` as keyof Sums, metric, of: sql`count(${raw(column)})`, merge: "sum" },
];

const best = (column: string, name: keyof Sums): Column => ({
  ...{ name, metric: "best", of: sql`max(${raw(column)})`, merge: "max" },
});

/** Every figure that rows add up to; what counts distinct things, and medians, have parts of their own. */
function columnsOf(completionThreshold: number): Column[] {
  return [
    { name: "views", metric: null, of: sql`count(*)`, merge: "sum" },
    ...measured("elapsed", "elapsed", "elapsed"),
    ...measured("watched", "watched", "watched"),
    ...measured("percentage", "percentage", "percentage"),
    {
      name: "completed",
      metric: "percentage",
      of: sql`count(*) FILTER (WHERE percentage >= ${completionThreshold}::float8)`,
      merge: "sum",
    },
    ...measured("participation", "participation", "participation"),
    ...measured("correctness", "correctness", "correctness"),
    ...measured("interactions", "interactions", "interaction"),
    { name: "firstAt", metric: "span", of: sql`min(at)`, merge: "min" },
    { name: "lastAt", metric: "span", of: sql`max(at)`, merge: "max" },
    best("percentage", "bestPercentage"),
    best("participation", "bestParticipation"),
    best("correctness", "bestCorrectness"),
  ];
}

/** What the columns above read of a view, under the names they use. */
export const MEASURED: Sql = sql`v.occurred_at AS at,
  CASE WHEN strpos(v.flags, '"finished<started"') > 0 THEN NULL ELSE v.elapsed END AS elapsed,
  v.watched, v.percentage, v.participation, v.correctness, v.interaction_count AS interactions`;

/** A query's metrics, with those that its order needs. */
export const metricsOf = (query: GroupQuery): Metric[] => [...new Set(withRankedSums(query).metrics)];

/** The figures of these metrics that rows add up to: over rows, and over parts that were added up already. */
export function added(metrics: readonly Metric[], completionThreshold: number) {
  const columns = columnsOf(completionThreshold).filter(({ metric }) => metric === null || metrics.includes(metric));
  return {
    names: columns.map(({ name }) => name),
    ofRows: columns.map(({ name, of }) => sql`${of} AS ${named(name)}`),
    ofParts: columns.map(({ name, merge }) => {
      const merged = sql`${raw(merge)}(${named(name)})`;
      return merge === "sum" ? sql`${merged}::bigint AS ${named(name)}` : sql`${merged} AS ${named(name)}`;
    }),
  };
}

/** A row of an answer as sums; what a row does not have was not asked for. */
export function sumsOf(row: Row): Sums {
  const found = Object.entries(row).filter(([name, value]) => value !== null && name in NO_SUMS);
  return { ...NO_SUMS, ...Object.fromEntries(found) };
}

const COUNTED: Partial<Record<Metric, (keyof Sums)[]>> = {
  viewers: ["viewers"],
  newViewers: ["newViewers"],
  videos: ["videos"],
  median: ["percentageMedian"],
};

/** Of sums with more, those of these metrics. */
export function only(sums: Sums, metrics: readonly Metric[]): Sums {
  const names = [...added(metrics, 0).names, ...metrics.flatMap((metric) => COUNTED[metric] ?? [])];
  return { ...NO_SUMS, ...Object.fromEntries(names.map((name) => [name, sums[name]])) };
}
