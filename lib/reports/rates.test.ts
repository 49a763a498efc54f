import { describe, expect, it } from "vitest";
import type { Sums } from "../query/query";
import { changeOf, figuresOf, shareOf } from "./rates";

const NOTHING: Sums = {
  views: 0,
  viewers: 0,
  newViewers: 0,
  percentageMedian: null,
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
  firstAt: null,
  lastAt: null,
  videos: 0,
  bestPercentage: null,
  bestParticipation: null,
  bestCorrectness: null,
};

describe("figuresOf", () => {
  it("divides by the views that tell, and counts those that do not", () => {
    const figures = figuresOf({
      ...NOTHING,
      views: 4,
      viewers: 3,
      elapsedSum: 500,
      elapsedKnown: 3,
      percentageSum: 95 + 100 + 15,
      percentageKnown: 3,
      completed: 2,
      participationSum: 98,
      participationKnown: 1,
    });
    expect(figures.average_watched).toEqual({ value: 70, unknown: 1 });
    expect(figures.completion.value).toBeCloseTo(66.6667, 3);
    expect(figures.time_on_video).toEqual({ value: 500, unknown: 1 });
    expect(figures.participation).toEqual({ value: 98, unknown: 3 });
    expect(figures.correctness).toEqual({ value: null, unknown: 4 });
  });

  it("knows nothing of no views but their number", () => {
    const figures = figuresOf(NOTHING);
    expect(figures.views.value).toBe(0);
    expect(figures.time_on_video).toEqual({ value: 0, unknown: 0 });
    expect(figures.average_watched).toEqual({ value: null, unknown: 0 });
  });

  it("does not take unknown times for 0", () => {
    expect(figuresOf({ ...NOTHING, views: 2 }).time_on_video).toEqual({ value: null, unknown: 2 });
  });
});

describe("changeOf", () => {
  it("is percent for counts and sums, points for rates", () => {
    expect(changeOf("count", 112, 100)).toBeCloseTo(12);
    expect(changeOf("seconds", 50, 100)).toBe(-50);
    expect(changeOf("percent", 60, 50)).toBe(10);
  });
  it("is unknown when the previous is unknown or 0", () => {
    expect(changeOf("count", 5, 0)).toBeNull();
    expect(changeOf("percent", 5, 0)).toBeNull();
    expect(changeOf("percent", 5, null)).toBeNull();
    expect(changeOf("percent", null, 5)).toBeNull();
  });
});

it("shareOf says nothing of nothing", () => {
  expect(shareOf(1, 4)).toBe(25);
  expect(shareOf(0, 0)).toBeNull();
});
