import { expect, it } from "vitest";
import { countTicks } from "./count-ticks";

it.each([
  [0, [0, 1]],
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [5, [0, 2, 4, 6]],
  [248, [0, 100, 200, 300]],
  [1_000, [0, 500, 1_000]],
  [1_001, [0, 500, 1_000, 1_500]],
])("up to %d there are %j", (most, ticks) => {
  expect(countTicks(most)).toEqual(ticks);
});
