import { expect, test } from "vitest";
import { reachAt, reachCurve, secondsOf } from "./reach";
import { stopsOf } from "./stops";

const seconds = (views: Record<number, number>, unknown = 0) => ({
  points: Object.entries(views).map(([at, count]) => ({ at: Number(at), views: count })),
  known: Object.values(views).reduce((sum, count) => sum + count, 0),
  unknown,
});

test("stretches without gaps; drop-offs stand above their neighbours and before the end", () => {
  const stops = stopsOf(seconds({ 0: 2, 12: 20, 14: 10, 31: 5, 60: 1, 99: 60, 130: 2 }, 3), 100, 10);
  expect(stops.buckets.map(({ views }) => views)).toEqual([2, 30, 0, 5, 0, 0, 1, 0, 0, 60, 2]);
  expect(stops.dropOffs.map(({ from, until, share }) => [from, until, share])).toEqual([
    [90, 100, 60],
    [10, 20, 30],
  ]);
  expect(stops).toMatchObject({ known: 100, unknown: 3, toEnd: { views: 2, share: 2 } });
});

test("reach falls from all to those who came to the end, of the views that tell", () => {
  const own = seconds({ 0: 1, 50: 2, 100: 1 }, 9);
  expect(reachAt(own, 0)).toBe(100);
  expect(reachAt(own, 1)).toBe(75);
  expect(reachAt(own, 51)).toBe(25);
  expect(reachAt(seconds({}), 0)).toBeNull();
});

test("what is usual comes from three or more videos of similar length with enough views", () => {
  const other = (length: number, early: number) => ({ length, furthest: seconds({ 0: early, [length]: 100 - early }) });
  const own = seconds({ 100: 4 });
  const band = (others: Parameters<typeof reachCurve>[3]) => reachCurve(own, 100, 50, others).at(-1)?.typical;
  expect(band([other(100, 10), other(120, 20)])).toBeNull();
  expect(band([other(100, 10), other(120, 20), other(80, 40), other(400, 99), other(20, 99)])).toEqual({
    low: 70,
    high: 85,
  });
});

test("an answer by seconds in any order, unknown apart", () => {
  const sums = (views: number) => ({ views }) as Parameters<typeof secondsOf>[0][number]["sums"];
  const found = secondsOf([
    { keys: ["10"], sums: sums(2) },
    { keys: [null], sums: sums(5) },
    { keys: ["9"], sums: sums(1) },
  ]);
  expect(found).toEqual({
    points: [
      { at: 9, views: 1 },
      { at: 10, views: 2 },
    ],
    known: 3,
    unknown: 5,
  });
});
