import { expect, it } from "vitest";
import { countClasses, heatColour, PERCENT_CLASSES } from "./heat-scale";

const bounds = (most: number) => countClasses(most).map(({ from, to }) => `${from}–${to}`);

it("cuts counts into at most five round classes that hold every count", () => {
  expect(bounds(0)).toEqual(["1–1"]);
  expect(bounds(3)).toEqual(["1–1", "2–2", "3–3"]);
  expect(bounds(43)).toEqual(["1–10", "11–20", "21–30", "31–40", "41–50"]);
  expect(bounds(264)).toEqual(["1–60", "61–120", "121–180", "181–240", "241–300"]);
  expect(bounds(1_000)).toEqual(["1–200", "201–400", "401–600", "601–800", "801–1000"]);
  for (const most of [7, 99, 101, 12_345, 999_999]) {
    const classes = countClasses(most);
    expect(classes.length).toBeLessThanOrEqual(5);
    expect(classes.at(-1)?.to).toBeGreaterThanOrEqual(most);
  }
});

it("gives nothing and the unknown no colour, and the most the strongest", () => {
  const classes = countClasses(43);
  expect([heatColour(0, classes), heatColour(null, classes)]).toEqual([undefined, undefined]);
  expect(heatColour(10, classes)).toContain(" 12%");
  expect(heatColour(11, classes)).toContain(" 24%");
  expect(heatColour(43, classes)).toContain(" 60%");
});

it("tells a rate of 0 from none", () => {
  expect(heatColour(0, PERCENT_CLASSES)).toContain(" 12%");
  expect(heatColour(100, PERCENT_CLASSES)).toContain(" 60%");
  expect(heatColour(null, PERCENT_CLASSES)).toBeUndefined();
});
