import { expect, it } from "vitest";
import { sparklinePaths } from "./sparkline";

it("starts at zero, not at the least value", () => {
  expect(sparklinePaths([50, 100])).toEqual({ line: "M0.0 14.0L100.0 2.0", dots: "" });
});
it("leaves a gap where nothing is known, and draws a lone value as a dot", () => {
  expect(sparklinePaths([1, 1, null, 1])).toEqual({ line: "M0.0 2.0L33.3 2.0", dots: "M100.0 2.0h0.01" });
});
it("lies on the ground where all is 0", () => {
  expect(sparklinePaths([0, 0]).line).toBe("M0.0 26.0L100.0 26.0");
  expect(sparklinePaths([])).toEqual({ line: "", dots: "" });
});
