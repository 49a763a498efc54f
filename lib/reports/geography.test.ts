import { expect, test } from "vitest";
import type { Filter } from "../query/query";
import { usualLevel } from "./geography";

const only = (dimension: Filter["dimension"], ...include: (string | null)[]): Filter => ({
  dimension,
  include,
  exclude: [],
});

test("a page of places is about what is below the one place that its filters leave", () => {
  expect(usualLevel([])).toBe("country");
  expect(usualLevel([only("video", "a")])).toBe("country");
  expect(usualLevel([only("country", "Norway")])).toBe("region");
  expect(usualLevel([only("country", "Norway"), only("region", "Oslo")])).toBe("city");
  expect(usualLevel([only("city", "Oslo")])).toBe("city");
});

test("several countries are compared, and of an unknown one nothing below is known", () => {
  expect(usualLevel([only("country", "Norway", "Sweden")])).toBe("country");
  expect(usualLevel([{ dimension: "country", include: [], exclude: ["Norway"] }])).toBe("country");
  expect(usualLevel([only("country", null)])).toBe("country");
});
