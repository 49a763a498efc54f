import type { SeriesPoint } from "./series";

/** A bucket of a series that stands out. */
export interface Notable {
  label: string;
  views: number;
  /** No other that is shown has as many */
  best: boolean;
  /** Of a spike, what its neighbours usually have: their median; null: it is the best, but no spike */
  usual: number | null;
}

type Point = Pick<SeriesPoint, "label" | "views">;

/** Neighbours on each side that say what is usual. */
const SIDE = 7;
/** With fewer of them nothing can be called usual. */
const FEWEST = 6;
/** A spike has at least so many times the usual views … */
const TIMES = 2;
/** … and at least so many more: a few views double by chance. */
const MORE = 10;
/** Buckets with views from which on one of them can be called the best. */
const BEST_OF = 3;
const MOST_SPIKES = 5;

/**
 * The best bucket, and spikes: those with at least twice the median of the seven before and the seven after, and at least
 * ten views more. Of spikes in a row the highest counts, and of all of them the five highest. A bucket that still grows
 * can be one: it only grows.
 */
export function notableOf(points: readonly Point[]): Notable[] {
  const best = bestOf(points);
  const spikes = new Map(spikesOf(points).map(({ point, usual }) => [point, usual]));
  return points
    .filter((point) => point === best || spikes.has(point))
    .map((point) => ({
      label: point.label,
      views: point.views,
      best: point === best,
      usual: spikes.get(point) ?? null,
    }));
}

function bestOf(points: readonly Point[]): Point | null {
  if (points.filter(({ views }) => views > 0).length < BEST_OF) return null;
  const [first, second] = points.toSorted((a, b) => b.views - a.views);
  return first && first.views > (second?.views ?? 0) ? first : null;
}

interface Spike {
  point: Point;
  usual: number;
}

function spikesOf(points: readonly Point[]): Spike[] {
  const highest: Spike[] = [];
  let inRow = false;
  for (const [index, point] of points.entries()) {
    const usual = usualAround(points, index);
    const isSpike = usual !== null && point.views >= TIMES * usual && point.views - usual >= MORE;
    if (isSpike && !inRow) highest.push({ point, usual });
    else if (isSpike && point.views > (highest.at(-1)?.point.views ?? 0))
      highest[highest.length - 1] = { point, usual };
    inRow = isSpike;
  }
  return highest.toSorted((a, b) => b.point.views - a.point.views).slice(0, MOST_SPIKES);
}

/** The median of the neighbours' views; null: there are too few. */
function usualAround(points: readonly Point[], index: number): number | null {
  const around = [...points.slice(Math.max(0, index - SIDE), index), ...points.slice(index + 1, index + 1 + SIDE)];
  if (around.length < FEWEST) return null;
  const sorted = around.map(({ views }) => views).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
