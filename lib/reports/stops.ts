import type { Seconds } from "./reach";

export interface StopBucket {
  /** Seconds of the video, half-open */
  from: number;
  until: number;
  views: number;
  /** Percent of the views that tell */
  share: number;
}

export interface Stops {
  buckets: StopBucket[];
  known: number;
  unknown: number;
  /** Where most stopped before the end, most first */
  dropOffs: StopBucket[];
}

/** A stretch is worth a name from here on. */
const LEAST_SHARE = 3;
const NAMED = 3;
/** Who stops in the last twentieth has seen it to its end. */
const END = 0.95;

/** Where views stopped, in stretches of `step` seconds without gaps up to the video's length. */
export function stopsOf({ points, known, unknown }: Seconds, length: number, step: number): Stops {
  const views = new Map<number, number>();
  for (const point of points) {
    const bucket = Math.floor(Math.min(point.at, length) / step);
    views.set(bucket, (views.get(bucket) ?? 0) + point.views);
  }
  const buckets = Array.from({ length: Math.floor(length / step) + 1 }, (_, index): StopBucket => {
    const here = views.get(index) ?? 0;
    return {
      from: index * step,
      until: (index + 1) * step,
      views: here,
      share: known === 0 ? 0 : (100 * here) / known,
    };
  });
  return { buckets: known === 0 ? [] : buckets, known, unknown, dropOffs: dropOffsOf(buckets, length) };
}

/** Stretches in which more stopped than in both beside them. */
function dropOffsOf(buckets: StopBucket[], length: number): StopBucket[] {
  return buckets
    .filter(({ from, share }, index) => {
      if (share < LEAST_SHARE || from >= length * END) return false;
      return share >= (buckets[index - 1]?.share ?? 0) && share >= (buckets[index + 1]?.share ?? 0);
    })
    .sort((a, b) => b.views - a.views)
    .slice(0, NAMED);
}
