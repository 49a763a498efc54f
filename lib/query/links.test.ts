import { expect, it } from "vitest";
import { pageLinks } from "./links";
import { parseFilters } from "./url";

const linksOf = (search: string) => pageLinks("/overview", parseFilters(new URLSearchParams(search)).filters);

it("changes one thing and keeps the rest", () => {
  const links = linksOf("period=7d&tag1=a&video=v1&page=3");
  expect(links.period("all")).toBe("/overview?period=all&video=v1&tag1=a");
  expect(links.only("video", "v2")).toBe("/overview?period=7d&video=v2&tag1=a");
  expect(links.including("tag1", "b")).toBe("/overview?period=7d&video=v1&tag1=a&tag1=b");
  expect(links.excluding("tag1", "a")).toBe("/overview?period=7d&video=v1&tag1=%21a");
  expect(links.withoutFilters()).toBe("/overview?period=7d");
});

it("takes a filter away, be it included or excluded", () => {
  expect(linksOf("tag1=a&tag1=!b").without("tag1", "b")).toBe("/overview?tag1=a");
  expect(linksOf("tag1=(none)").without("tag1", null)).toBe("/overview");
});

it("says absent and literal values apart", () => {
  const links = linksOf("");
  expect(links.only("country", null)).toBe("/overview?country=%28none%29");
  const literal = new URLSearchParams(links.only("country", "(none)").split("?")[1]);
  expect(parseFilters(literal).filters.filters).toEqual([{ dimension: "country", include: ["(none)"], exclude: [] }]);
});

it("a new period chooses its interval anew; days replace a preset", () => {
  expect(linksOf("period=12m&interval=week").period("7d")).toBe("/overview?period=7d");
  expect(linksOf("period=12m&interval=week").days("2026-01-01", "2026-01-31")).toBe(
    "/overview?period=custom&from=2026-01-01&to=2026-01-31",
  );
});

it("gives a form the parameters that it does not set itself", () => {
  expect(linksOf("period=7d&tag1=a&tag1=b").parameters(["period"])).toEqual([
    ["tag1", "a"],
    ["tag1", "b"],
  ]);
});

it("keeps a page's own parameters, but not on the way elsewhere", () => {
  const { filters } = parseFilters(new URLSearchParams("tag1=a&page=2&sort=views"), { sort: ["views"] });
  const links = pageLinks("/tags", filters, { tag: "tag2" });
  expect(links.only("tag1", "b")).toBe("/tags?tag1=b&sort=views&tag=tag2");
  expect(links.own({ tag: undefined, by: "country" })).toBe("/tags?tag1=a&sort=views&by=country");
  expect(links.page(3)).toBe("/tags?tag1=a&sort=views&page=3&tag=tag2");
  expect(links.sort("viewers", true)).toBe("/tags?tag1=a&sort=-viewers&tag=tag2");
  expect(links.elsewhere("/videos")).toBe("/videos?tag1=a");
  expect(
    links.elsewhere("/videos/v1", { but: ["tag1"], also: [{ dimension: "video", include: ["x"], exclude: [] }] }),
  ).toBe("/videos/v1?video=x");
  expect(links.export("tags", "csv", { ordered: true })).toBe("/api/export/tags?tag1=a&sort=views&format=csv");
  expect(links.export("views", "csv")).toBe("/api/export/views?tag1=a&format=csv");
  const also = [{ dimension: "video" as const, include: ["x"], exclude: [] }];
  expect(links.export("days", "ndjson", { also })).toBe("/api/export/days?video=x&tag1=a&format=ndjson");
  expect(links.parameters(["tag1"])).toEqual([
    ["sort", "views"],
    ["tag", "tag2"],
  ]);
});
