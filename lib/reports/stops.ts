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
  /** The last ones, up to the end, have `end` */
  buckets: (StopBucket & { end: boolean })[];
  known: number;
  unknown: number;
  /** Those that stopped in the last twentieth, and so have seen it to its end */
  toEnd: { views: number; share: number };
  /** Where most stopped before the end, most first */
  dropOffs: StopBucket[];
}

/** A stretch is worth a name from this percent on, of all and of those that stopped before the end. */
const LEAST_SHARE = 1;
const LEAST_OF_EARLY = 8;
const NAMED = 3;
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
  const atEnd = buckets.filter((bucket) => isEnd(bucket, length)).reduce((sum, bucket) => sum + bucket.views, 0);
  return {
    buckets: known === 0 ? [] : buckets.map((bucket) => ({ ...bucket, end: isEnd(bucket, length) })),
    known,
    unknown,
    toEnd: { views: atEnd, share: known === 0 ? 0 : (100 * atEnd) / known },
    dropOffs: dropOffsOf(buckets, length, known - atEnd),
  };
}

/** Whether who stops there has seen the video to its end. */
const isEnd = ({ from }: Pick<StopBucket, "from">, length: number): boolean => from >= length * END;

/** Stretches in which more stopped than in both beside them. */
function dropOffsOf(buckets: StopBucket[], length: number, early: number): StopBucket[] {
  return buckets
    .filter((bucket, index) => {
      const { share, views } = bucket;
      if (share < LEAST_SHARE || 100 * views < LEAST_OF_EARLY * early || isEnd(bucket, length)) return false;
      return share >= (buckets[index - 1]?.share ?? 0) && share >= (buckets[index + 1]?.share ?? 0);
    })
    .sort((a, b) => b.views - a.views)
    .slice(0, NAMED);
}
