import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { stopsOf } from "@/lib/reports/stops";
import { formats } from "../format/formats";
import { StopsChart } from "./stops-chart";

const drawn = (points: { at: number; views: number }[]) => {
  const known = points.reduce((sum, { views }) => sum + views, 0);
  const stops = stopsOf({ points, known, unknown: 0 }, 100, 10);
  return renderToStaticMarkup(createElement(StopsChart, { stops, formats: formats("en", "UTC") }));
};

test("a column of the end that is higher than all others is drawn broken, and says its share", () => {
  const picture = drawn([
    { at: 20, views: 2 },
    { at: 100, views: 8 },
  ]);
  expect(picture).toContain("data-broken");
  expect(picture).toContain(">80%</text>");
  expect(picture).toContain(">2</text>");
});

test("where all columns are of one scale, none is broken", () => {
  const picture = drawn([
    { at: 20, views: 8 },
    { at: 100, views: 2 },
  ]);
  expect(picture).not.toContain("data-broken");
  expect(picture).not.toContain("20%</text>");
});
