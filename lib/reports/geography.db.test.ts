import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { exported } from "../export/export";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { systemContext } from "./context";
import { geography, type Level, PLACE_SORTS } from "./geography";

const NOW = new Date("2026-03-10T12:00:00Z");
let serial = 0;

const view = (country: string | null, region: string | null, city: string | null, fields: object = {}) => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  started: "2026-03-09T08:00:00Z",
  updated_at: "2026-03-09T08:00:00Z",
  country,
  region,
  city,
  ...fields,
});

const VIEWS = [
  view("United States", "Illinois", "Springfield", { percentage: 100, tag1: "spring", tag2: "a" }),
  view("United States", "Illinois", "Springfield", { percentage: 50, participation: 0 }),
  view("United States", "Missouri", "Springfield", { correctness: 90, tag1: "spring" }),
  view("Viet Nam", null, null, { elapsed: 60 }),
  view("Atlantis", "Deep", "Old Town", { percentage: 10 }),
  view(null, null, null),
];

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const ask = async (search: string, level: Level) =>
  geography(await systemContext(NOW), parseFilters(new URLSearchParams(search), { sort: PLACE_SORTS }).filters, level);
const csv = async (report: string, search = "period=all"): Promise<Record<string, string>[]> => {
  const answer = await exported(await systemContext(NOW), report, {
    search: new URLSearchParams(search),
    signal: new AbortController().signal,
  });
  return parse(await answer.text(), { columns: true, record_delimiter: "\r\n" });
};

test("countries have codes where there is such a country; none is dropped", async () => {
  const { countries, places } = await ask("period=all", "country");
  expect(countries.map(({ name, numeric, figures }) => [name, numeric, figures.views.value])).toEqual([
    ["United States", "840", 3],
    ["Atlantis", null, 1],
    ["Viet Nam", "704", 1],
  ]);
  expect(places.count).toBe(4);
  expect(places.total.views.value).toBe(6);
  expect(places.rows[0]).toMatchObject({
    country: "United States",
    region: null,
    figures: { average_watched: { value: 75, unknown: 1 }, participation: { value: 0, unknown: 2 } },
  });
});

test("a city is told apart by its region, a region by its country", async () => {
  const { places } = await ask("period=all&country=United States", "city");
  expect(places.rows.map(({ region, city, figures }) => [region, city, figures.views.value])).toEqual([
    ["Illinois", "Springfield", 2],
    ["Missouri", "Springfield", 1],
  ]);
  const { places: regions } = await ask("period=all&sort=place", "region");
  expect(regions.rows.map(({ country, region }) => [country, region])).toEqual([
    ["Atlantis", "Deep"],
    ["United States", "Illinois"],
    ["United States", "Missouri"],
    ["Viet Nam", null],
    [null, null],
  ]);
});

test("the export has a row a city with its parents, unknown ones empty", async () => {
  const rows = await csv("geography");
  expect(rows).toHaveLength(5);
  expect(rows[0]).toEqual({
    country: "United States",
    region: "Illinois",
    city: "Springfield",
    views: "2",
    viewers: "2",
    time_on_video: "",
    average_watched: "75",
    completion: "50",
    participation: "0",
    correctness: "",
  });
  expect(rows.map(({ views }) => Number(views)).reduce((sum, views) => sum + views)).toBe(6);
});

test("engagement leaves as it is shown", async () => {
  const engagement = await csv("engagement");
  expect(engagement).toHaveLength(33);
  expect(engagement.filter(({ metric, views }) => views !== "0" && metric !== "average_watched")).toEqual([
    { metric: "participation", bucket_from: "0", bucket_to: "9", views: "1" },
    { metric: "participation", bucket_from: "", bucket_to: "", views: "5" },
    { metric: "correctness", bucket_from: "90", bucket_to: "100", views: "1" },
    { metric: "correctness", bucket_from: "", bucket_to: "", views: "5" },
  ]);
});
