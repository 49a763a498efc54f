import type { Metric, Sums } from "../query/query";

/** What adds up from group to group. */
const ADDED = {
  views: 0,
  elapsedSum: 0,
  elapsedKnown: 0,
  watchedSum: 0,
  watchedKnown: 0,
  percentageSum: 0,
  percentageKnown: 0,
  completed: 0,
  participationSum: 0,
  participationKnown: 0,
  correctnessSum: 0,
  correctnessKnown: 0,
  interactionSum: 0,
  interactionKnown: 0,
};
const NAMES = Object.keys(ADDED) as (keyof typeof ADDED)[];

/** What is not told of several groups as one. */
export const NO_MEANING_TOGETHER = { newViewers: 0, percentageMedian: null, firstAt: null, lastAt: null };

/** Of no view. */
export const NO_SUMS: Sums = {
  ...ADDED,
  ...NO_MEANING_TOGETHER,
  viewers: 0,
  videos: 0,
  bestPercentage: null,
  bestParticipation: null,
  bestCorrectness: null,
};

/** What each metric is told by. */
const TOLD_BY: Record<Metric, readonly (keyof Sums)[]> = {
  viewers: ["viewers"],
  newViewers: ["newViewers"],
  median: ["percentageMedian"],
  elapsed: ["elapsedSum", "elapsedKnown"],
  watched: ["watchedSum", "watchedKnown"],
  percentage: ["percentageSum", "percentageKnown", "completed"],
  participation: ["participationSum", "participationKnown"],
  correctness: ["correctnessSum", "correctnessKnown"],
  interactions: ["interactionSum", "interactionKnown"],
  span: ["firstAt", "lastAt"],
  videos: ["videos"],
  best: ["bestPercentage", "bestParticipation", "bestCorrectness"],
};

/** Of sums what these metrics tell; the rest is as if it had not been asked. */
export function only(sums: Sums, metrics: readonly Metric[]): Sums {
  const told = metrics.flatMap((metric) => TOLD_BY[metric].map((name) => [name, sums[name]]));
  return { ...NO_SUMS, views: sums.views, ...Object.fromEntries(told) };
}

/** Adds what adds up: no distinct people or videos, medians, instants or maxima. */
export function addTo(all: Sums, part: Sums): void {
  for (const name of NAMES) all[name] += part[name];
}
