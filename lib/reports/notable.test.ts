import { expect, it } from "vitest";
import { notableOf } from "./notable";

const points = (...views: number[]) => views.map((count, index) => ({ label: `d${index}`, views: count }));
const found = (...views: number[]) => notableOf(points(...views)).map(({ label, best, usual }) => [label, best, usual]);

it("finds the best, and nothing where two are equal or too few have views", () => {
  expect(found(3, 5, 4)).toEqual([["d1", true, null]]);
  expect(found(5, 5, 4)).toEqual([]);
  expect(found(0, 9, 0, 4, 0)).toEqual([]);
  expect(found()).toEqual([]);
});

it("calls a spike what has twice the usual of its neighbours and ten views more", () => {
  // Neighbours of d4: 10 10 10 12 | 12 14 10 10: median 10.
  expect(found(10, 10, 10, 12, 40, 12, 14, 10, 10)).toEqual([["d4", true, 10]]);
  expect(found(10, 10, 10, 12, 19, 12, 14, 10, 10)).toEqual([["d4", true, null]]);
  // Thrice the usual, but of next to nothing.
  expect(found(3, 3, 3, 3, 11, 3, 3, 3, 3)).toEqual([["d4", true, null]]);
});

it("takes spikes in a row as one, and leaves a level that has risen alone", () => {
  expect(found(10, 10, 10, 10, 60, 80, 70, 10, 10, 10, 10)).toEqual([["d5", true, 10]]);
  expect(found(10, 10, 10, 10, 10, 10, 10, 50, 51, 50, 50, 50, 50, 50, 50)).toEqual([["d8", true, null]]);
});

it("has at most five spikes, the highest, in the order of time", () => {
  const week = (peak: number) => [5, 5, 5, 5, 5, 5, peak];
  const labels = notableOf(points(...[50, 40, 90, 30, 20, 60, 70].flatMap(week), 5, 5)).map(({ views }) => views);
  expect(labels).toEqual([50, 40, 90, 60, 70]);
});

it("counts neighbours that have no view, and needs six of them", () => {
  expect(found(0, 0, 0, 20, 0, 0, 0)).toEqual([["d3", false, 0]]);
  expect(found(0, 0, 20, 0, 0, 0)).toEqual([]);
});
