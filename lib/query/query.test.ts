import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketsIn, dayAt, formatDay, parseDay, startOfDay } from "./calendar";
import type { PageFilters } from "./filters";
import { bucketLabels, periodsOf } from "./periods";
import { FILTER_DIMENSIONS } from "./query";
import { filtersToSearch, parseFilters } from "./url";

const parse = (search: string) => parseFilters(new URLSearchParams(search));
const day = (text: string) => parseDay(text) ?? Number.NaN;
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
const hours = (text: string, zone: string) =>
  (startOfDay(day(text) + 1, zone) - startOfDay(day(text), zone)) / 3_600_000;

describe("days of a zone", () => {
  test.each([
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
    ["America/Sao_Paulo", "2018-11-04", 23],
    ["America/Sao_Paulo", "2018-02-17", 25],
    ["Africa/Cairo", "2026-04-24", 23],
    ["Pacific/Apia", "2011-12-30", 0],
    ["Asia/Kathmandu", "2026-01-01", 24],
    ["UTC", "2026-01-01", 24],
  ])("%s %s has %d hours", (zone, date, length) => expect(hours(date, zone)).toBe(length));

  test("every instant lies in the bucket of its own day", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "Pacific/Apia",
      "America/Sao_Paulo",
      "America/New_York",
    );
    const start = Date.UTC(2009, 0, 1);
    fc.assert(
      fc.property(zones, fc.integer({ min: start, max: Date.UTC(2027, 0, 1) }), (zone, instant) => {
        const buckets = bucketsIn({ from: instant - 2 * 86_400_000, until: instant + 1 }, "day", zone);
        expect(buckets.at(-1)?.label).toBe(formatDay(dayAt(instant, zone)));
        expect(buckets.at(-1)?.from).toBeLessThanOrEqual(instant);
      }),
    );
  });

  test("labels skip a day that never was, and weeks begin on Monday", () => {
    const range = { from: Date.UTC(2011, 11, 28), until: Date.UTC(2012, 0, 2) };
    expect(bucketLabels(range, "day", "Pacific/Apia")).not.toContain("2011-12-30");
    expect(bucketLabels({ from: Date.UTC(2026, 10, 24), until: Date.UTC(2026, 11, 1) }, "week", "UTC")).toEqual([
      "2026-11-23",
      "2026-11-30",
    ]);
    expect(bucketLabels({ from: Date.UTC(2026, 10, 24), until: Date.UTC(2026, 11, 2) }, "month", "UTC")).toEqual([
      "2026-11",
      "2026-12",
    ]);
  });
});

describe("periods", () => {
  const now = new Date("2026-11-24T10:30:00Z");
  const periods = (search: string, zone = "UTC", at = now) => {
    const { current, previous, interval, includesToday } = periodsOf(parse(search).filters, at, zone);
    return [
      iso(current.from),
      iso(current.until),
      iso(previous?.from ?? null),
      iso(previous?.until ?? null),
      interval,
      includesToday,
    ];
  };
  const cut = "T10:30:00.001Z";
  const midnight = "T00:00:00.000Z";
  test.each([
    ["period=7d", "2026-11-18", "2026-11-25", "2026-11-11", `2026-11-17${cut}`, "day"],
    ["", "2026-10-26", "2026-11-25", "2026-09-26", `2026-10-25${cut}`, "day"],
    ["period=12m", "2025-12-01", "2026-11-25", "2024-12-01", `2025-11-24${cut}`, "month"],
    ["compare=year", "2026-10-26", "2026-11-25", "2025-10-26", `2025-11-24${cut}`, "day"],
  ])("%j", (search, from, until, before, beforeUntil, interval) =>
    expect(periods(search)).toEqual([
      from + midnight,
      until + midnight,
      before + midnight,
      beforeUntil,
      interval,
      true,
    ]),
  );
  test("custom days, both included; a year before 29 February is the 28th", () => {
    expect(periods("period=custom&from=2024-02-29&to=2024-02-29&compare=year")).toEqual([
      `2024-02-29${midnight}`,
      `2024-03-01${midnight}`,
      `2023-02-28${midnight}`,
      `2023-03-01${midnight}`,
      "day",
      false,
    ]);
  });
  test("all has no ends and nothing to compare with", () =>
    expect(periods("period=all")).toEqual([null, null, null, null, "month", true]));
  test("days are those of the zone", () =>
    expect(periods("period=7d", "Pacific/Kiritimati").slice(0, 2)).toEqual([
      "2026-11-18T10:00:00.000Z",
      "2026-11-25T10:00:00.000Z",
    ]));
});

describe("the URL", () => {
  test("values: OR within, none, exclusion, escapes, blanks", () => {
    const { filters, ignored } = parse(
      "tag1=a&tag1=b&tag1=!c&tag2=(none)&tag3=!(none)&tag4=\\(none)&tag5=\\!x&country=&video=ABC",
    );
    expect(ignored).toEqual([]);
    expect(filters.filters).toEqual([
      { dimension: "video", include: ["abc"], exclude: [] },
      { dimension: "tag1", include: ["a", "b"], exclude: ["c"] },
      { dimension: "tag2", include: [null], exclude: [] },
      { dimension: "tag3", include: [], exclude: [null] },
      { dimension: "tag4", include: ["(none)"], exclude: [] },
      { dimension: "tag5", include: ["!x"], exclude: [] },
    ]);
  });
  test.each([
    "period=1y",
    "compare=x",
    "interval=hour",
    "page=-1",
    "page=NaN",
    "page=1e9",
    "pageSize=1000000",
    "sort=views;drop",
    "tagg1=x",
    "period=custom",
    "period=custom&from=2026-02-30&to=2026-03-01",
    "period=custom&from=2026-03-02&to=2026-03-01",
    "from=2026-01-01",
    "correctness=101",
    "correctness=0-101",
    "participation=50-20",
    "percentage=-5",
    "percentage=half",
    "percentage=1-2-3",
  ])("%s is named", (search) => expect(parse(search).ignored.length).toBeGreaterThan(0));
  test("percentages are filtered by ranges, of which one has one text", () => {
    const { filters, ignored } = parse(
      "correctness=0-49&correctness=7-7&correctness=007&percentage=!(none)&percentage=100",
    );
    expect(ignored).toEqual([]);
    expect(filters.filters).toEqual([
      { dimension: "percentage", include: ["100"], exclude: [null] },
      { dimension: "correctness", include: ["0-49", "7"], exclude: [] },
    ]);
    expect(`${filtersToSearch(filters)}`).toBe(
      "percentage=100&percentage=%21%28none%29&correctness=0-49&correctness=7",
    );
  });
  test("browser and campaign parameters are silent", () =>
    expect(parse("_rsc=1&utm_source=x&fbclid=1&gclid=2").ignored).toEqual([]));
  test("sort is allowed by list", () => {
    const params = new URLSearchParams("sort=-views");
    expect(parseFilters(params, { sort: ["views"] }).filters.sort).toEqual({ column: "views", descending: true });
  });
  test("variables are filters too, so many and no more, and need a key", () => {
    expect(parse("var:color=blue&var:color=!red&tag1=x").filters.filters).toEqual([
      { dimension: "tag1", include: ["x"], exclude: [] },
      { dimension: "var:color", include: ["blue"], exclude: ["red"] },
    ]);
    expect(parse("var:=blue").ignored).toEqual([{ path: "var:", message: "is not a known parameter" }]);
    const many = parse(Array.from({ length: 22 }, (_, i) => `var:k${i + 10}=1`).join("&"));
    expect(many.filters.filters).toHaveLength(20);
    expect(many.ignored.map(({ path }) => path)).toEqual(["var:k30", "var:k31"]);
  });
  test("filters survive the way through the URL", () => {
    const text = fc
      .oneof(
        fc.string({ minLength: 1, maxLength: 8 }),
        fc.constantFrom("(none)", "!x", "\\!x", "\\(none)", "\\\\(none)", "a&b=c"),
      )
      .filter((value) => value.trim() !== "");
    const values = fc.uniqueArray(fc.option(text), { maxLength: 3 });
    const filters = fc
      .uniqueArray(
        fc.constantFrom(...FILTER_DIMENSIONS.filter((name) => name.startsWith("tag")), "var:a=b", "var:__proto__"),
        { maxLength: 5 },
      )
      .chain((names) =>
        fc.tuple(
          ...[...names]
            .sort()
            .map((dimension) => fc.record({ dimension: fc.constant(dimension), include: values, exclude: values })),
        ),
      );
    fc.assert(
      fc.property(filters, fc.constantFrom("7d", "30d", "all"), fc.integer({ min: 1, max: 9 }), (all, period, page) => {
        const wanted: PageFilters = {
          period: period as "7d",
          compare: "year",
          filters: all.filter(({ include, exclude }) => include.length + exclude.length > 0),
          page,
          pageSize: 50,
          bom: true,
        };
        expect(parse(filtersToSearch(wanted).toString())).toEqual({ filters: wanted, ignored: [] });
      }),
      { numRuns: 500 },
    );
  });
});
