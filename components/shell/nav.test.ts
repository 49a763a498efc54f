import { expect, test } from "vitest";
import { FILTER_DIMENSIONS } from "@/lib/query/query";
import { parseFilters } from "@/lib/query/url";
import { carried } from "./nav";

test("every filter goes along to other pages, and nothing that they would not know", () => {
  const all = new URLSearchParams([
    ["period", "custom"],
    ["from", "2026-01-01"],
    ["to", "2026-01-02"],
    ["compare", "year"],
    ["interval", "week"],
    ["q", "a&b"],
    ["var:color", "blue"],
    ...FILTER_DIMENSIONS.map((name) => [name, "7"]),
  ]);
  expect(carried("/videos/v1", all)).toBe(`?${all}`);
  expect(
    parseFilters(new URLSearchParams(carried("/videos/v1", all))).ignored.filter(({ message }) =>
      /not a known/.test(message),
    ),
  ).toEqual([]);
  expect(
    carried("/tags", new URLSearchParams("sort=views&page=2&pageSize=5&tag=tag2&by=country&metric=views&level=city")),
  ).toBe("");
  expect(carried("/deliveries", new URLSearchParams("video=v1&from=2026-01-01"))).toBe("");
});
