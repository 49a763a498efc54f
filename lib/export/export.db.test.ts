import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiHandler } from "../auth/handler";
import { columns } from "../columns/columns";
import { StoreNotReady } from "../columns/store";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { VIEW_FIELDS } from "../mindstamp/fields";
import { Problem } from "../problem";
import { type ReportContext, systemContext } from "../reports/context";
import { exported } from "./export";
import { EXPORTS } from "./reports";

const NOW = new Date("2026-03-10T12:00:00Z");
const [A, B] = [1, 2].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`);
const ADA = "bbbbbbbb-0000-4000-8000-000000000001";
const idOf = (serial: number) => `cccccccc-0000-4000-8000-${String(serial).padStart(12, "0")}`;

const view = (serial: number, fields: Record<string, unknown>) => ({
  id: idOf(serial),
  video_id: A,
  video_title: "Tour",
  started: `2026-03-0${serial}T08:00:00Z`,
  updated_at: `2026-03-0${serial}T08:05:00Z`,
  ...fields,
});
/** Every metric is unknown in the fourth. */
const VIEWS = [
  view(1, {
    viewer_id: ADA,
    viewer_name: "=cmd|' /C calc'!A0",
    viewer_email: "ada@example.com",
    viewer_phone: "+1 (321) 123-4567",
    viewer_custom_id: "-12",
    url: "https://example.com/w/x?viewer_email=ada@example.com",
    plink_id: "dddddddd-0000-4000-8000-000000000001",
    percentage: 100,
    elapsed: 172,
    participation: 50,
    correctness: 90,
    country: "Norway",
    region: "Oslo",
    city: "Oslo",
    tag1: 'two\r\nlines, "quoted"\n=3',
    variables: { "=key": "=1", score: -5, nested: { a: [1] }, none: null },
    something_new: "kept",
  }),
  view(2, {
    viewer_id: ADA,
    percentage: 50,
    correctness: 10,
    country: "Norway",
    tag1: "spring",
    variables: { score: 7 },
  }),
  view(3, { video_id: B, video_title: "@Alarm", viewer_custom_id: "2", percentage: 1, participation: 0 }),
  view(4, { video_id: null, video_title: null }),
];

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const ask = async (report: string, search = "period=all", change: Partial<ReportContext> = {}) =>
  exported({ ...(await systemContext(NOW)), ...change }, report, {
    search: new URLSearchParams(search),
    signal: new AbortController().signal,
  });
const csv = async (...asked: Parameters<typeof ask>): Promise<Record<string, string>[]> =>
  parse(await (await ask(...asked)).text(), { columns: true, record_delimiter: "\r\n" });
const ndjson = async (report: string, search: string, change?: Partial<ReportContext>) =>
  (await (await ask(report, `${search}&format=ndjson`, change)).text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test("views: every documented field under its name, newest first; what could be a formula is defused", async () => {
  const rows = await csv("views");
  expect(Object.keys(rows[0] ?? {})).toEqual([...Object.keys(VIEW_FIELDS), "extra"]);
  expect(rows.map(({ id }) => id)).toEqual([4, 3, 2, 1].map(idOf));
  expect(rows.at(-1)).toMatchObject({
    video_title: "Tour",
    started: "2026-03-01T08:00:00.000Z",
    finished: "",
    elapsed: "172",
    viewer_name: "'=cmd|' /C calc'!A0",
    viewer_phone: "'+1 (321) 123-4567",
    viewer_custom_id: "'-12",
    percentage: "100",
    tag1: 'two\r\nlines, "quoted"\n\'=3',
    variables: '{"=key":"=1","nested":{"a":[1]},"none":null,"score":-5}',
    extra: '{"something_new":"kept"}',
  });
});

test("views as NDJSON lose nothing", async () => {
  const rows = await ndjson("views", "period=all");
  const { something_new, ...documented } = VIEWS[0] as Record<string, unknown>;
  expect(rows.at(-1)).toMatchObject({
    ...documented,
    extra: { something_new },
    started: "2026-03-01T08:00:00.000Z",
    updated_at: "2026-03-01T08:05:00.000Z",
    finished: null,
    watched: null,
  });
  expect(rows[0]).toMatchObject({ id: idOf(4), video_id: null, percentage: null, variables: null, extra: null });
});

test("a column for each variable, beside the JSON that has them all", async () => {
  const rows = await csv("views", "period=all&variables=columns");
  expect(Object.keys(rows[0] ?? {}).slice(-5)).toEqual([
    "extra",
    "variables.=key",
    "variables.nested",
    "variables.none",
    "variables.score",
  ]);
  expect(rows.map((row) => row["variables.score"])).toEqual(["", "", "7", "-5"]);
  expect(rows.at(-1)).toMatchObject({ "variables.=key": "'=1", "variables.nested": '{"a":[1]}', "variables.none": "" });
});

test("filters and search apply; a page can be asked for", async () => {
  const ids = async (search: string) => (await csv("views", search)).map(({ id }) => id);
  expect(await ids(`period=all&video=${A}&tag1=spring`)).toEqual([idOf(2)]);
  expect(await ids("period=all&q=ada@example")).toEqual([idOf(2), idOf(1)]);
  expect(await ids("period=custom&from=2026-03-02&to=2026-03-03")).toEqual([idOf(3), idOf(2)]);
  expect(await ids("period=all&pageSize=3&page=2")).toEqual([idOf(1)]);
  expect(await ids("period=all&pageSize=3")).toEqual([4, 3, 2].map(idOf));
  const none = await (await ask("views", "period=all&tag1=nowhere")).text();
  expect(none.split("\r\n")).toHaveLength(2);
});

test("whoever may not see people gets neither names nor anything they stand in, nor finds by them", async () => {
  const change = { seesPeople: false };
  const text = await (await ask("views", "period=all&variables=columns", change)).text();
  for (const secret of ["cmd", "ada@", "321", "-12", "example.com", "dddddddd", "score", "kept"])
    expect(text).not.toContain(secret);
  expect((await ndjson("views", "period=all", change)).at(-1)).toMatchObject({
    viewer_name: null,
    viewer_email: null,
    viewer_phone: null,
    viewer_custom_id: null,
    url: null,
    plink_id: null,
    variables: null,
    extra: null,
    percentage: 100,
  });
  expect(await csv("views", "period=all&q=ada@example", change)).toEqual([]);
});

test("videos: rates in percent with full precision, empty where no view tells, in the order asked for", async () => {
  expect(await csv("videos", "period=all&sort=video_title")).toEqual([
    {
      video_id: B,
      video_title: "'@Alarm",
      views: "1",
      viewers: "1",
      time_on_video: "",
      average_watched: "1",
      completion: "0",
      participation: "0",
      correctness: "",
      last_seen: "2026-03-03T08:00:00.000Z",
    },
    {
      video_id: A,
      video_title: "Tour",
      views: "2",
      viewers: "1",
      time_on_video: "172",
      average_watched: "75",
      completion: "50",
      participation: "50",
      correctness: "50",
      last_seen: "2026-03-02T08:00:00.000Z",
    },
    {
      ...{ video_id: "", video_title: "", views: "1", viewers: "1", time_on_video: "", average_watched: "" },
      ...{ completion: "", participation: "", correctness: "", last_seen: "2026-03-04T08:00:00.000Z" },
    },
  ]);
  // (100 + 50 + 1) / 3
  expect((await ndjson("overview", "period=all")).find(({ metric }) => metric === "average_watched")).toEqual({
    metric: "average_watched",
    value: 151 / 3,
    previous: null,
    change: null,
  });
});

test("tags: a row for each value of each tag, under what the tag is called", async () => {
  const settings = { ...(await systemContext(NOW)).settings, tagLabels: { tag1: "Campaign" } };
  const rows = await csv("tags", "period=all&sort=value", { settings });
  expect(rows.map(({ tag, value, label, views }) => [tag, value, label, views])).toEqual([
    ["tag1", "spring", "Campaign", "1"],
    ["tag1", 'two\r\nlines, "quoted"\n\'=3', "Campaign", "1"],
    ["tag1", "", "Campaign", "2"],
    ...["tag2", "tag3", "tag4", "tag5"].map((tag) => [tag, "", "", "4"]),
  ]);
  expect(rows[0]).toMatchObject({ average_watched: "50", correctness: "10", participation: "" });
});

test("geography: every place with its parents; unknown is an empty cell", async () => {
  const rows = await ndjson("geography", "period=all&sort=-average_watched");
  expect(rows.map(({ country, region, city, views }) => [country, region, city, views])).toEqual([
    ["Norway", "Oslo", "Oslo", 1],
    ["Norway", null, null, 1],
    [null, null, null, 2],
  ]);
  expect(rows[1]).toMatchObject({ average_watched: 50, participation: null, viewers: 1 });
});

test("engagement: tenths of each percentage, those that do not tell in a row without bounds", async () => {
  const rows = await ndjson("engagement", "period=all");
  expect(rows).toHaveLength(33);
  expect(rows.filter(({ views }) => views !== 0).map((row) => Object.values(row))).toEqual([
    ["average_watched", 0, 9, 1],
    ["average_watched", 50, 59, 1],
    ["average_watched", 90, 100, 1],
    ["average_watched", null, null, 1],
    ["participation", 0, 9, 1],
    ["participation", 50, 59, 1],
    ["participation", null, null, 2],
    ["correctness", 10, 19, 1],
    ["correctness", 90, 100, 1],
    ["correctness", null, null, 2],
  ]);
});

test("days: gaps are 0 views and no rate; weeks and months are named by their first day", async () => {
  const rows = await ndjson("days", "period=custom&from=2026-03-01&to=2026-03-10");
  expect(rows.map(({ date, views }) => [date, views])).toEqual(
    Array.from({ length: 10 }, (_, i) => [`2026-03-${String(i + 1).padStart(2, "0")}`, i < 4 ? 1 : 0]),
  );
  expect(rows[3]).toMatchObject({ viewers: 1, time_on_video: null, average_watched: null });
  expect(rows[9]).toEqual({
    ...{ date: "2026-03-10", views: 0, viewers: 0, time_on_video: 0 },
    ...{ average_watched: null, completion: null, participation: null, correctness: null },
  });
  const dates = async (search: string) => (await csv("days", search)).map(({ date, views }) => [date, views]);
  expect(await dates("period=12m&interval=month")).toContainEqual(["2026-03-01", "4"]);
  expect(await dates("period=custom&from=2026-03-01&to=2026-03-08&interval=week")).toEqual([
    ["2026-02-23", "1"],
    ["2026-03-02", "3"],
  ]);
});

test("overview: each figure beside the compared period's", async () => {
  const rows = await ndjson("overview", "period=custom&from=2026-03-02&to=2026-03-02");
  expect(rows.map(({ metric }) => metric)).toEqual([
    ...["views", "viewers", "time_on_video", "average_watched", "completion", "participation", "correctness"],
  ]);
  expect(rows[3]).toEqual({ metric: "average_watched", value: 50, previous: 100, change: -50 });
  expect(rows[2]).toEqual({ metric: "time_on_video", value: null, previous: 172, change: null });
});

test("named by report and period, never kept, with a mark for Excel on wish", async () => {
  const answer = await ask("videos", "bom=1");
  expect(Object.fromEntries(answer.headers)).toEqual({
    "cache-control": "private, no-store",
    "content-disposition": 'attachment; filename="viewledger-videos-2026-02-09-to-2026-03-10.csv"',
    "content-type": "text/csv; charset=utf-8; header=present",
  });
  expect(new Uint8Array(await answer.arrayBuffer()).slice(0, 4)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf, 0x76));
  const all = await ask("days", "period=all&format=ndjson");
  expect(all.headers.get("content-disposition")).toBe(
    'attachment; filename="viewledger-days-all-to-2026-03-10.ndjson"',
  );
  expect((await all.text()).startsWith('{"date":')).toBe(true);
});

test.each([
  ["videos", "sort=video_id", ["sort"]],
  ["views", "sort=views", ["sort"]],
  [
    "videos",
    "period=eternity&colour=red&page=-1&pageSize=1000000&format=xlsx",
    ["period", "colour", "page", "pageSize", "format"],
  ],
  ["videos", "variables=columns", ["variables"]],
  ["views", "variables=rows", ["variables"]],
  ["views", "variables=columns&format=ndjson", ["variables"]],
  ["views", "format=csv&format=ndjson", ["format"]],
  ["views", "bom=1&format=ndjson", ["bom"]],
  ["days", "from=2026-03-01", ["from"]],
])("%s?%s is refused and says why", async (report, search, paths) => {
  const problem = await ask(report, search).catch((error: unknown) => error);
  if (!(problem instanceof Problem)) throw new Error("it was not refused");
  expect(problem.status).toBe(400);
  expect(problem.options.errors?.map(({ path }) => path).sort()).toEqual(paths.sort());
});

test.each(["nothing", "__proto__", "constructor", "VIDEOS"])("there is no report %s", async (name) => {
  await expect(ask(name)).rejects.toMatchObject({ status: 404 });
});

test("more variables than columns are refused, none is left out", async () => {
  const variables = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`key ${i}`, i]));
  await ingestRecords([view(5, { variables, tag5: "many" })], { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
  await expect(ask("views", "period=all&variables=columns")).rejects.toMatchObject({ status: 400 });
  expect(await csv("views", "period=all&tag5=!many&variables=columns")).toHaveLength(4);
  expect(await csv("views", "period=all")).toHaveLength(5);
});

test("a view deleted while the file is written is left out, and a client that leaves ends the reading", async () => {
  const before = await ask("views", "period=all");
  await db().commit((tx, revision) => tx.view.update({ where: { id: idOf(5) }, data: { deletedAt: 1n, revision } }));
  expect(await before.text()).not.toContain(idOf(5));

  const body = (await ask("views", "period=all")).body as ReadableStream<Uint8Array>;
  const reader = body.getReader();
  await reader.read();
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
  // The next test asks twice, and should find the same.
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});

test("while the store fills every report is 503, and says when to try again", async () => {
  const status = { ...(await columns().status()), state: "filling" } as const;
  const store = { ...columns(), run: () => Promise.reject(new StoreNotReady(status)) };
  for (const name of Object.keys(EXPORTS)) {
    const answer = await apiHandler(() => ask(name, "period=all", { store }))(new Request("http://x"), null);
    expect([answer.status, answer.headers.get("retry-after")], name).toEqual([503, "5"]);
    expect(await answer.json()).toMatchObject({ status: 503 });
  }
});

test("all reports answer for every address in the same words", async () => {
  for (const name of Object.keys(EXPORTS)) {
    const rows = await csv(name, `period=all&video=${A}`);
    expect(await ndjson(name, `period=all&video=${A}`)).toHaveLength(rows.length);
  }
});
