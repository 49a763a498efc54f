import type { Sums } from "../query/query";

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

/** Of no view. */
export const NO_SUMS: Sums = {
  ...ADDED,
  viewers: 0,
  newViewers: 0,
  percentageMedian: null,
  firstAt: null,
  lastAt: null,
  videos: 0,
  bestPercentage: null,
  bestParticipation: null,
  bestCorrectness: null,
};

/** Adds what adds up: no distinct people or videos, medians, instants or maxima. */
export function addTo(all: Sums, part: Sums): void {
  for (const name of NAMES) all[name] += part[name];
}
