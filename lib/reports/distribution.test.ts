import { expect, it } from "vitest";
import type { GroupAnswer, Sums } from "../query/query";
import { distributionOf } from "./distribution";

const answer = (views: Record<string, number>, unknown: number): GroupAnswer => {
  const groups = [...Object.entries(views), [null, unknown] as const].map(([key, count]) => ({
    keys: [key],
    sums: { views: count } as Sums,
  }));
  const total = groups.reduce((sum, group) => sum + group.sums.views, 0);
  return { kind: "groups", groups, groupCount: groups.length, total: { views: total } as Sums };
};

it("has all ten tenths, the last with 100, and keeps the unknown apart", () => {
  const { buckets, known, unknown } = distributionOf(answer({ 0: 1, 9: 3 }, 6));
  expect(buckets.map(({ from, to }) => `${from}-${to}`)).toEqual([
    "0-9",
    "10-19",
    "20-29",
    "30-39",
    "40-49",
    "50-59",
    "60-69",
    "70-79",
    "80-89",
    "90-100",
  ]);
  expect(buckets.map(({ views }) => views)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
  expect(buckets[9]?.share).toBe(75);
  expect({ known, unknown }).toEqual({ known: 4, unknown: 6 });
});

it("has no shares where no view tells", () => {
  expect(distributionOf(answer({}, 2)).buckets[0]).toEqual({ from: 0, to: 9, views: 0, share: null });
});
