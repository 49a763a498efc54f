import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { systemContext } from "./context";
import { facets, variableDimensions } from "./facets";
import { facts } from "./facts";
import { loosened } from "./loosened";
import { namedFilters } from "./named-filters";
import { overview } from "./overview";
import { settingsPreview, tagExamples } from "./settings-preview";

const NOW = new Date("2026-03-10T12:00:00Z");
const VIDEO = "aaaaaaaa-0000-4000-8000-000000000001";
const OTHER = "aaaaaaaa-0000-4000-8000-000000000002";
const VIEWER = "bbbbbbbb-0000-4000-8000-000000000001";
let serial = 0;

/** A view with the given fields; what is not given is null, so that every metric has an unknown. */
const view = (started: string, fields: Record<string, unknown> = {}) => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id: VIDEO,
  video_title: "Safety",
  started,
  updated_at: started,
  elapsed: null,
  percentage: null,
  participation: null,
  correctness: null,
  ...fields,
});

const VIEWS = [
  view("2026-03-10T08:00:00Z", {
    viewer_id: VIEWER,
    viewer_name: "Ada",
    elapsed: 100,
    percentage: 100,
    participation: 50,
    correctness: 80,
    country: "Germany",
    tag1: "spring",
  }),
  view("2026-03-09T08:00:00Z", { viewer_id: VIEWER, elapsed: 60, percentage: 40, correctness: 0, country: "Germany" }),
  view("2026-03-08T08:00:00Z", { video_id: OTHER, video_title: "Tour", participation: 100, tag1: "spring" }),
  view("2026-03-07T08:00:00Z", { variables: { color: "blue", name: "Ada", favorite_number: 7, list: [1] } }),
  // The span before: 25 February to 3 March, cut at 12:00.
  view("2026-03-03T11:00:00Z", { percentage: 20, country: "France" }),
  view("2026-03-03T13:00:00Z", { percentage: 90, country: "France" }),
  view("2026-02-28T10:00:00Z", { elapsed: 40, participation: 10 }),
  view("2022-01-01T05:12:32Z", { country: "Malta" }),
];

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const pageOf = (search: string) => parseFilters(new URLSearchParams(search)).filters;
const ask = async (search: string) => overview(await systemContext(NOW), pageOf(search));
const card = (report: Awaited<ReturnType<typeof ask>>, name: string) => report.cards.find((one) => one.name === name);

test("the figures of a period, their unknowns, and what they are compared with", async () => {
  const report = await ask("period=7d");
  expect(card(report, "views")).toMatchObject({ value: 4, unknown: 0, previous: 2, change: 100 });
  expect(card(report, "viewers")).toMatchObject({ value: 3, previous: 2 });
  expect(card(report, "time_on_video")).toMatchObject({ value: 160, unknown: 2, previous: 40, change: 300 });
  expect(card(report, "average_watched")).toMatchObject({ value: 70, unknown: 2, previous: 20, change: 50 });
  expect(card(report, "completion")).toMatchObject({ value: 50, unknown: 2, previous: 0, change: null });
  expect(card(report, "participation")).toMatchObject({ value: 75, unknown: 2, previous: 10, change: 65 });
  expect(card(report, "correctness")).toMatchObject({ value: 40, unknown: 2, previous: null, change: null });
});

test("the series has every day, today's unfinished, each with the day before it in the other span", async () => {
  const { series, cards } = await ask("period=7d");
  expect(series.points.map(({ label, views, previous }) => [label, views, previous?.label, previous?.views])).toEqual([
    ["2026-03-04", 0, "2026-02-25", 0],
    ["2026-03-05", 0, "2026-02-26", 0],
    ["2026-03-06", 0, "2026-02-27", 0],
    ["2026-03-07", 1, "2026-02-28", 1],
    ["2026-03-08", 1, "2026-03-01", 0],
    ["2026-03-09", 1, "2026-03-02", 0],
    ["2026-03-10", 1, "2026-03-03", 1],
  ]);
  expect(series.points.map(({ partial }) => partial)).toEqual([false, false, false, false, false, false, true]);
  expect(cards.find(({ name }) => name === "average_watched")?.trend).toEqual([null, null, null, null, null, 40]);
});

test("the panels of one page add up to its views", async () => {
  const report = await ask("period=7d");
  const sum = (rows: { figures: { views?: { value: number | null } } }[]) =>
    rows.reduce((total, row) => total + (row.figures.views?.value ?? 0), 0);
  const { videos, countries, browsers, tags } = report;
  for (const ranking of [videos, countries, browsers, ...Object.values(tags)]) expect(sum(ranking.rows)).toBe(4);
  expect(videos.rows.map(({ label, share }) => [label, share])).toEqual([
    ["Safety", 75],
    ["Tour", 25],
  ]);
  expect(tags.tag1.rows.map(({ value }) => value)).toEqual(expect.arrayContaining(["spring", null]));
  for (const { known, unknown } of [report.watched, report.participation, report.correctness])
    expect({ known, unknown }).toEqual({ known: 2, unknown: 2 });
  expect(report.correctness.buckets[0]?.views).toBe(1);
});

test("the rhythm has every view under its weekday and hour in the reporting zone", async () => {
  const { rhythm } = await ask("period=7d");
  // Sat 7, Sun 8, Mon 9 and Tue 10 March, each at 8
  expect(rhythm.weekdays).toEqual([1, 1, 0, 0, 0, 1, 1]);
  expect(rhythm.cells[0]?.[8]).toBe(1);
  expect(rhythm.cells.flat().reduce((sum, views) => sum + views, 0)).toBe(4);
  expect(rhythm).toMatchObject({ most: 1, busiest: null });
  const ctx = await systemContext(NOW);
  const zoned = { ...ctx, settings: { ...ctx.settings, reportingZone: "Pacific/Auckland" } };
  const moved = await overview(zoned, pageOf("period=custom&from=2022-01-01&to=2022-01-01"));
  // Sat 1 January 05:12 in UTC is 18:12 there.
  expect(moved.rhythm.cells[5]?.[18]).toBe(1);
  expect(moved.rhythm.busiest).toEqual({ weekday: 5, hour: 18 });
  expect((await ask("period=7d&country=Nowhere")).rhythm).toMatchObject({ most: 0, busiest: null });
});

test("the latest views come newest first, with the newest names and their unknowns", async () => {
  const { latest } = await ask("period=7d");
  expect(latest.map(({ at, viewer, videoTitle, correctness }) => [at, viewer, videoTitle, correctness])).toEqual([
    ["2026-03-10T08:00:00.000Z", "Ada", "Safety", 80],
    ["2026-03-09T08:00:00.000Z", "Ada", "Safety", 0],
    ["2026-03-08T08:00:00.000Z", null, "Tour", null],
    ["2026-03-07T08:00:00.000Z", null, "Safety", null],
  ]);
});

test("who may not see people sees their views, not their names", async () => {
  const ctx = { ...(await systemContext(NOW)), seesPeople: false };
  const { latest } = await overview(ctx, pageOf("period=7d"));
  expect(latest.map(({ viewer }) => viewer)).toEqual([null, null, null, null]);
  const found = await facets(ctx, pageOf("period=7d"), "viewer", "");
  expect(found.values.map(({ label }) => label)).toEqual([null, null, null]);
});

test("a filter changes every panel alike", async () => {
  const report = await ask("period=7d&tag1=spring");
  expect(card(report, "views")?.value).toBe(2);
  expect(report.series.points.reduce((total, { views }) => total + views, 0)).toBe(2);
  expect(report.videos.rows.map(({ label }) => label).toSorted()).toEqual(["Safety", "Tour"]);
  expect(report.latest).toHaveLength(2);
  expect(report.participation).toMatchObject({ known: 2, unknown: 0 });
});

test("an empty period knows of the views outside it, and an empty filter which one to drop", async () => {
  const ctx = await systemContext(NOW);
  expect(await facts(ctx, pageOf("period=custom&from=2021-01-01&to=2021-12-31&country=Malta"))).toEqual({
    revision: expect.any(Number),
    viewsEver: 8,
    views: 0,
    anyTime: { views: 1, latestAt: "2022-01-01T05:12:32.000Z" },
    span: { from: "2021-01-01T00:00:00.000Z", until: "2022-01-01T00:00:00.000Z" },
  });

  const page = pageOf("period=7d&country=Malta&tag1=spring");
  const named = await namedFilters(page.filters, true);
  expect((await loosened(ctx, page, named)).map(({ value, views }) => [value, views])).toEqual([
    ["Malta", 2],
    ["spring", 0],
  ]);
});

test("facets count under the other filters, and are searched by name", async () => {
  const ctx = await systemContext(NOW);
  const page = pageOf(`period=7d&tag1=spring&country=Germany`);
  const countries = await facets(ctx, page, "country", "");
  expect(countries).toEqual({
    values: expect.arrayContaining([
      { value: "Germany", label: "Germany", views: 1 },
      { value: null, label: null, views: 1 },
    ]),
    count: 2,
  });
  const videos = await facets(ctx, pageOf("period=7d"), "video", "TOU");
  expect(videos.values).toEqual([{ value: OTHER, label: "Tour", views: 1 }]);
  expect((await facets(ctx, pageOf("period=7d"), "viewer", "ada")).values).toMatchObject([{ value: VIEWER, views: 2 }]);
});

test("a percentage is chosen by ranges, and those that do not tell apart", async () => {
  const ctx = await systemContext(NOW);
  const { values } = await facets(ctx, pageOf("period=7d&correctness=80"), "correctness", "");
  expect(values.map(({ value, views }) => [value, views])).toEqual([
    ["0-49", 1],
    ["50-100", 1],
    ["0-9", 1],
    ["80-89", 1],
    [null, 2],
  ]);
  expect(card(await ask("period=7d&correctness=0-49&correctness=(none)"), "views")?.value).toBe(3);
  expect(card(await ask("period=7d&correctness=!(none)&percentage=!0-99"), "views")?.value).toBe(1);
});

test("what changed: the same counts before and now, new and gone ones among them", async () => {
  const { moved } = await ask("period=7d");
  const told = (dimension: "video" | "country" | "tag1") =>
    [moved?.[dimension].up, moved?.[dimension].down].map((rows) =>
      rows?.map(({ label, previous, views, change }) => [label, previous, views, change]),
    );
  expect(told("video")).toEqual([
    [
      ["Safety", 2, 3, 50],
      ["Tour", 0, 1, null],
    ],
    [],
  ]);
  expect(told("country")).toEqual([[["Germany", 0, 2, null]], [["France", 1, 0, -100]]]);
  expect(told("tag1")[0]?.[0]).toEqual(["spring", 0, 2, null]);
  expect((await ask("period=7d&compare=none")).moved).toBeNull();
  expect((await ask("period=all")).moved).toBeNull();
});

test("variables are facets like any other, but for those that say who it was", async () => {
  const ctx = await systemContext(NOW);
  expect(await variableDimensions(ctx)).toEqual(["var:color", "var:favorite_number"]);
  const page = pageOf("period=7d&var:color=blue");
  expect((await facets(ctx, page, "var:favorite_number", "")).values).toEqual([{ value: "7", label: "7", views: 1 }]);
  expect((await facets(ctx, pageOf("period=7d&var:color=!blue"), "var:color", "")).count).toBe(2);
  expect((await facets(ctx, pageOf("period=7d&var:name=!Ada"), "country", "")).values).toEqual([]);
});

test("all time begins with the first view", async () => {
  const { span, series, compared } = await ask("period=all");
  expect(span.from).toBe("2022-01-01T05:12:32.000Z");
  expect([series.points[0]?.label, series.points.at(-1)?.label, series.points.length]).toEqual([
    "2022-01",
    "2026-03",
    51,
  ]);
  expect(compared).toBe(false);
});

test("who may not see people cannot ask by what could tell of them", async () => {
  const ctx = { ...(await systemContext(NOW)), seesPeople: false };
  expect(await variableDimensions(ctx)).toEqual([]);
  const { filters, ignored } = parseFilters(new URLSearchParams("var:name=Ada&tag1=spring"), { people: false });
  expect(filters.filters.map(({ dimension }) => dimension)).toEqual(["tag1"]);
  expect(ignored).toEqual([{ path: "var:name", message: "needs the role analyst" }]);
  await expect(overview(ctx, pageOf("var:name=Ada"))).rejects.toThrow("needs the role analyst");
  await expect(facets(ctx, pageOf(""), "var:name", "")).rejects.toThrow("needs the role analyst");
});

test("other settings are tried on the last 30 days before they are saved", async () => {
  const ctx = await systemContext(NOW);
  // From 9 February on seven views, of which four tell: 100, 40, 20 and 90.
  expect(await settingsPreview(ctx, { reportingZone: "UTC", completionThreshold: 40 })).toMatchObject({
    before: { views: 7, completion: 25, today: "2026-03-10", todayBegan: "2026-03-10T00:00:00.000Z" },
    after: { views: 7, completion: 75 },
  });
  const { after } = await settingsPreview(ctx, { reportingZone: "Pacific/Kiritimati", completionThreshold: 95 });
  expect(after).toMatchObject({ today: "2026-03-11", todayBegan: "2026-03-10T10:00:00.000Z" });
  expect(await tagExamples(ctx)).toEqual({ tag1: ["spring"], tag2: [], tag3: [], tag4: [], tag5: [] });
});
