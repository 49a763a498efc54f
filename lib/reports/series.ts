import type { Interval } from "../query/filters";
import type { GroupAnswer, Sums } from "../query/query";
import { type Notable, notableOf } from "./notable";

export interface SeriesPoint {
  /** YYYY-MM-DD, the Monday of a week, or YYYY-MM */
  label: string;
  views: number;
  viewers: number;
  /** The bucket at the same place of the compared period's calendar; null: there is none */
  previous: { label: string; views: number; viewers: number } | null;
  /** Now is in it: it will still grow */
  partial: boolean;
}

export interface Series {
  interval: Interval;
  points: SeriesPoint[];
  /** Those of the points that stand out, in their order */
  notable: Notable[];
}

/** The groups' sums under the calendar's labels, null where no view is. Gaps are filled before anything is compared. */
export function fillGaps(labels: string[], answer: GroupAnswer): (Sums | null)[] {
  const byLabel = new Map(answer.groups.map((group) => [group.keys[0], group.sums]));
  return labels.map((label) => byLabel.get(label) ?? null);
}

interface Parts {
  interval: Interval;
  labels: string[];
  buckets: (Sums | null)[];
  previousLabels: string[];
  previousBuckets: (Sums | null)[];
  /** The period reaches into now */
  lastIsPartial: boolean;
}

/** Puts both periods' calendars side by side; a bucket without views is 0 views, not a gap. */
export function seriesOf(parts: Parts): Series {
  const { interval, labels, buckets, previousLabels, previousBuckets, lastIsPartial } = parts;
  const counts = (sums: Sums | null | undefined) => ({ views: sums?.views ?? 0, viewers: sums?.viewers ?? 0 });
  const points = labels.map((label, index) => {
    const previousLabel = previousLabels[index];
    return {
      label,
      ...counts(buckets[index]),
      previous: previousLabel === undefined ? null : { label: previousLabel, ...counts(previousBuckets[index]) },
      partial: lastIsPartial && index === labels.length - 1,
    };
  });
  return { interval, points, notable: notableOf(points) };
}
