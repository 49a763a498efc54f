import type { GroupAnswer } from "../query/query";

/** Views by a second of the video. */
export interface Seconds {
  /** Ascending; each stands for [at, at + the query's step) */
  points: { at: number; views: number }[];
  /** Views that tell */
  known: number;
  unknown: number;
}

/** Reads an answer by `last_point` or `furthest_point`. */
export function secondsOf(groups: GroupAnswer["groups"], key = 0): Seconds {
  let unknown = 0;
  const points: Seconds["points"] = [];
  for (const { keys, sums } of groups) {
    const at = keys[key] ?? null;
    if (at === null) unknown += sums.views;
    else points.push({ at: Number(at), views: sums.views });
  }
  points.sort((a, b) => a.at - b.at);
  return { points, known: points.reduce((sum, { views }) => sum + views, 0), unknown };
}

/** Percent of the views that tell whose furthest point is at least `second`. */
export function reachAt({ points, known }: Seconds, second: number): number | null {
  if (known === 0) return null;
  let views = 0;
  for (const point of points) if (point.at >= second) views += point.views;
  return (100 * views) / known;
}

export interface ReachPoint {
  second: number;
  /** Percent of views that got here */
  share: number;
  /** Of the middle half of the other videos of similar length; null: too few of them */
  typical: { low: number; high: number } | null;
}

/** Fewer views or videos say nothing of what is usual. */
const LEAST_VIEWS = 20;
const LEAST_VIDEOS = 3;
/** Similar in length: not shorter than two thirds, not longer than half as much again. */
const SIMILAR = { shortest: 2 / 3, longest: 3 / 2 };

export interface OtherVideo {
  length: number;
  furthest: Seconds;
}

/**
 * How far views got, every `step` seconds, and how far they usually get in the same part of a similar video, whose
 * seconds come in the same steps.
 */
export function reachCurve(own: Seconds, length: number, step: number, others: OtherVideo[]): ReachPoint[] {
  const similar = others.filter(
    (other) =>
      other.furthest.known >= LEAST_VIEWS &&
      other.length >= length * SIMILAR.shortest &&
      other.length <= length * SIMILAR.longest,
  );
  const points: ReachPoint[] = [];
  for (let second = 0; second <= length; second += step) {
    const share = reachAt(own, second);
    if (share === null) return [];
    const usual = similar.map(
      (other) => reachAt(other.furthest, Math.floor(((second / length) * other.length) / step) * step) ?? 0,
    );
    points.push({ second, share, typical: usual.length < LEAST_VIDEOS ? null : middleHalf(usual) });
  }
  return points;
}

function middleHalf(values: number[]): { low: number; high: number } {
  const ordered = values.toSorted((a, b) => a - b);
  return { low: quantile(ordered, 0.25), high: quantile(ordered, 0.75) };
}

/** Of ascending values, between two of them in proportion. */
function quantile(ordered: number[], share: number): number {
  const at = (ordered.length - 1) * share;
  const [below, above] = [ordered[Math.floor(at)] ?? 0, ordered[Math.ceil(at)] ?? 0];
  return below + (above - below) * (at - Math.floor(at));
}
