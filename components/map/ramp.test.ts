import fc from "fast-check";
import { expect, test } from "vitest";
import { breaksOf, RAMP, stepOf } from "./ramp";

test("percentages are divided in fifths", () => {
  expect(breaksOf("percent", [3, 99])).toEqual([20, 40, 60, 80]);
  expect([0, 19.9, 20, 79.9, 80, 100].map((value) => stepOf(value, breaksOf("percent", [])))).toEqual([
    0, 0, 1, 3, 4, 4,
  ]);
});

test("counts are divided by handy numbers", () => {
  expect(breaksOf("count", [977])).toEqual([5, 20, 50, 200]);
  expect(breaksOf("count", [3, 1])).toEqual([2, 3]);
  expect(breaksOf("count", [1])).toEqual([]);
  expect(breaksOf("count", [])).toEqual([]);
});

test("whatever the values, breaks ascend, and every value has a colour", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 10_000_000 }), { maxLength: 20 }), (values) => {
      const breaks = breaksOf("count", values);
      expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b));
      for (const value of values) expect(RAMP[stepOf(value, breaks)]).toBeDefined();
    }),
  );
});
