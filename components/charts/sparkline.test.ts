import { expect, it } from "vitest";
import { sparklinePath } from "./sparkline";

it("starts at zero, not at the least value", () => {
  expect(sparklinePath([50, 100])).toBe("M0.0 14.0L100.0 2.0");
});
it("leaves a gap where nothing is known, and draws a lone value as a dot", () => {
  expect(sparklinePath([1, 1, null, 1])).toBe("M0.0 2.0L33.3 2.0M100.0 2.0h0.01");
});
it("lies on the ground where all is 0", () => {
  expect(sparklinePath([0, 0])).toBe("M0.0 26.0L100.0 26.0");
  expect(sparklinePath([])).toBe("");
});
