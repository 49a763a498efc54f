import { expect, it } from "vitest";
import type { GroupAnswer, Sums } from "../query/query";
import { fillGaps, seriesOf } from "./series";

const sums = (views: number, viewers: number) => ({ views, viewers }) as Sums;
const answer = (groups: [label: string, sums: Sums][]): GroupAnswer => ({
  kind: "groups",
  groups: groups.map(([label, of]) => ({ keys: [label], sums: of })),
  groupCount: groups.length,
  total: sums(0, 0),
});

it("fills gaps before it compares, and joins by place in the calendar", () => {
  const labels = ["2026-03-01", "2026-03-02", "2026-03-03"];
  const previousLabels = ["2026-02-26", "2026-02-27", "2026-02-28"];
  const series = seriesOf({
    interval: "day",
    labels,
    buckets: fillGaps(labels, answer([["2026-03-03", sums(5, 4)]])),
    previousLabels,
    previousBuckets: fillGaps(previousLabels, answer([["2026-02-27", sums(2, 1)]])),
    lastIsPartial: true,
  });
  expect(series.points).toEqual([
    {
      label: "2026-03-01",
      views: 0,
      viewers: 0,
      previous: { label: "2026-02-26", views: 0, viewers: 0 },
      partial: false,
    },
    {
      label: "2026-03-02",
      views: 0,
      viewers: 0,
      previous: { label: "2026-02-27", views: 2, viewers: 1 },
      partial: false,
    },
    {
      label: "2026-03-03",
      views: 5,
      viewers: 4,
      previous: { label: "2026-02-28", views: 0, viewers: 0 },
      partial: true,
    },
  ]);
});

it("has nothing to compare where the other calendar is shorter", () => {
  const series = seriesOf({
    interval: "month",
    labels: ["2026-01", "2026-02"],
    buckets: [null, null],
    previousLabels: ["2025-01"],
    previousBuckets: [null],
    lastIsPartial: false,
  });
  expect(series.points.map((point) => point.previous?.label ?? null)).toEqual(["2025-01", null]);
  expect(series.points.some((point) => point.partial)).toBe(false);
});
