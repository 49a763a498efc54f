import type { Dimension, GroupAnswer, GroupQuery, Selection } from "../query/query";
import { type Figure, figuresOf, type MetricName, shareOf, sumsFor } from "./rates";

/** Rows of a panel's ranking; the whole is on a page of its own. */
const RANKED = 8;

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

/** Asks for the values with the most views. */
export const ranked = (selection: Selection, by: Dimension, metrics: readonly MetricName[]): GroupQuery => ({
  kind: "groups",
  ...selection,
  by: [by],
  metrics: sumsFor(metrics),
  order: { by: "views", descending: true },
  limit: RANKED,
});

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
