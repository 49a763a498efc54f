import type { GroupAnswer } from "../query/query";
import { type Figure, figuresOf, type MetricName, shareOf } from "./rates";

export interface RankingRow {
  /** The value to filter by; null: views without one */
  value: string | null;
  /** What people call it; null where that is unknown */
  label: string | null;
  /** The ranking's metrics */
  figures: Partial<Record<MetricName, Figure>>;
  /** Percent of all selected views */
  share: number | null;
}

export interface Ranking {
  metrics: readonly MetricName[];
  rows: RankingRow[];
  /** Values there are in all, before the cut */
  values: number;
}

/** Groups as a ranked table; `names` gives titles to ids, without it a value is its own label. */
export function rankingOf(answer: GroupAnswer, metrics: readonly MetricName[], names?: Map<string, string>): Ranking {
  return {
    metrics,
    rows: answer.groups.map(({ keys: [value = null], sums }) => ({
      value,
      label: value === null ? null : names ? (names.get(value) ?? null) : value,
      figures: Object.fromEntries(metrics.map((name) => [name, figuresOf(sums)[name]])),
      share: shareOf(sums.views, answer.total.views),
    })),
    values: answer.groupCount,
  };
}
