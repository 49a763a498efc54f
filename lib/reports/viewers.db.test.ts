import { afterAll, beforeAll, expect, test } from "vitest";
import { columns } from "../columns/columns";
import { db } from "../db";
import { exported } from "../export/export";
import { ingestRecords } from "../ingest/ingest";
import { parseFilters } from "../query/url";
import { systemContext } from "./context";
import { isViewer, viewer, viewerKeyOf, viewerName } from "./viewer";
import { allViewers, viewerSorts, viewers } from "./viewers";

const NOW = new Date("2026-03-10T12:00:00Z");
const [ADA, BEN, EVE] = ["1", "2", "3"].map((n) => `bbbbbbbb-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const [TOUR, ALARM] = ["1", "2"].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`) as [string, string];
const idOf = (n: number) => `cccccccc-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** The n-th view began at 8:00 on day n of March. */
const view = (n: number, fields: Record<string, unknown>) => ({
  id: idOf(n),
  video_id: TOUR,
  video_title: "Tour",
  started: `2026-03-0${n}T08:00:00Z`,
  updated_at: `2026-03-0${n}T08:00:00Z`,
  ...fields,
});

const VIEWS = [
  view(1, {
    ...{ viewer_id: ADA, viewer_name: "Ada B.", viewer_email: "ada@old.example", tag1: "spring", tag2: "x" },
    ...{ percentage: 20, correctness: 30, participation: 0, furthest_point: 40, last_point: 10, elapsed: 60 },
  }),
  view(2, { viewer_id: ADA, viewer_name: "Ada", viewer_phone: "+41", tag1: "spring", percentage: 80, correctness: 90 }),
  view(3, { viewer_id: ADA, viewer_custom_id: "7", tag1: "autumn", correctness: 60, furthest_point: 100 }),
  view(4, { viewer_id: ADA, video_id: ALARM, video_title: "Alarm", viewer_email: "ada@new.example", percentage: 50 }),
  view(5, {
    viewer_id: BEN,
    percentage: 100,
    correctness: 0,
    url: "javascript:alert(1)",
    variables: { color: "blue", n: [1] },
  }),
  view(6, { viewer_email: "Zoe@x.example", participation: 40 }),
  view(7, { video_id: null, video_title: null }),
  // Of somebody whom only a phone number tells.
  view(8, { viewer_id: EVE, viewer_phone: "+49" }),
];
const ANONYMOUS = `v-${idOf(7)}`;

beforeAll(async () => {
  await ingestRecords(VIEWS, { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
});
afterAll(async () => {
  await columns().close();
  await db().close();
});

const pageOf = (search: string) =>
  parseFilters(new URLSearchParams(search), { sort: viewerSorts({ seesPeople: true }) }).filters;
const ask = async (search: string, seesPeople = true) =>
  viewers({ ...(await systemContext(NOW)), seesPeople }, pageOf(`${search}&period=all`));
const askOne = async (key: string, search = "", seesPeople = true) =>
  viewer({ ...(await systemContext(NOW)), seesPeople }, pageOf(`${search}&period=all`), key);

test("a row a person with figures, names and the tags of most views", async () => {
  const { rows, count, identities } = await ask("sort=-views");
  expect(count).toBe(5);
  expect(identities).toEqual({ identified: 3, anonymous: 2 });
  expect(rows[0]).toMatchObject({
    viewer: ADA,
    shown: "Ada",
    name: "Ada",
    email: "ada@new.example",
    figures: {
      views: { value: 4 },
      average_watched: { value: 50, unknown: 1 },
      participation: { value: 0, unknown: 3 },
      correctness: { value: 60, unknown: 1 },
    },
    videos: 2,
    bestCorrectness: 90,
    firstAt: "2026-03-01T08:00:00.000Z",
    lastAt: "2026-03-04T08:00:00.000Z",
  });
  expect(rows[0]?.tags).toEqual([
    { tag: "tag1", value: "spring", views: 2 },
    { tag: "tag1", value: "autumn", views: 1 },
  ]);
  expect(rows.find((row) => row.viewer === BEN)).toMatchObject({ name: null, email: null, bestCorrectness: 0 });
  expect(rows.find((row) => row.viewer === ANONYMOUS)).toMatchObject({ videos: 0, bestCorrectness: null, tags: [] });
});

test("newest first unless asked otherwise; what is unknown comes last in any order", async () => {
  const keys = async (search: string) => (await ask(search)).rows.map(({ viewer }) => viewer);
  const zoe = (await ask("sort=viewer_name&q=zoe")).rows[0]?.viewer;
  expect(zoe).toMatch(/^e-[\w-]{22}$/);
  expect(await keys("")).toEqual([EVE, ANONYMOUS, zoe, BEN, ADA]);
  expect((await keys("sort=viewer_name")).slice(0, 2)).toEqual([ADA, zoe]);
  expect((await keys("sort=best_correctness")).slice(0, 2)).toEqual([BEN, ADA]);
  expect((await keys("sort=-participation")).slice(0, 2)).toEqual([zoe, ADA]);
  expect((await keys("sort=first_seen"))[0]).toBe(ADA);
});

test("known and anonymous people are told apart, in pages and counts", async () => {
  const known = await ask("identity=identified&pageSize=2&page=2&sort=viewer_name");
  expect(known.count).toBe(3);
  expect(known.rows.map(({ viewer }) => viewer)).toEqual([EVE]);
  expect(known.identities).toEqual({ identified: 3, anonymous: 2 });
  const anonymous = await ask("identity=anonymous&tag1=!spring");
  expect(anonymous.rows.map(({ viewer }) => viewer)).toEqual([ANONYMOUS, BEN]);
  expect((await ask("identity=anonymous&identity=identified")).count).toBe(5);
  expect((await ask("identity=nobody")).rows).toEqual([]);
});

test("who may not see people gets no names, searches none and cannot order by them", async () => {
  const { rows } = await ask("", false);
  expect(rows.map(({ shown, name, email }) => [shown, name, email])).toEqual(rows.map(() => [null, null, null]));
  expect((await ask("q=zoe", false)).count).toBe(0);
  expect(viewerSorts({ seesPeople: false })).not.toContain("viewer_name");
  expect((await ask("sort=viewer_name", false)).rows.map(({ viewer }) => viewer)).toEqual(
    rows.map(({ viewer }) => viewer),
  );
  const one = await askOne(BEN, "", false);
  expect(one.identity).toBeNull();
  expect(one.history.map(({ url, variables }) => [url, variables])).toEqual([[null, null]]);
  expect(await viewerName({ ...(await systemContext(NOW)), seesPeople: false }, ADA)).toBeNull();
});

test("a person's page: every identity ever told, figures, progress and history", async () => {
  const report = await askOne(ADA, "tag1=spring&tag1=autumn");
  expect(report.ever).toEqual({ views: 4, firstAt: "2026-03-01T08:00:00.000Z", lastAt: "2026-03-04T08:00:00.000Z" });
  const seen = (day: number, value: string) => {
    const at = `2026-03-0${day}T08:00:00.000Z`;
    return { value, firstAt: at, lastAt: at, views: 1 };
  };
  expect(report.identity).toEqual({
    name: [seen(2, "Ada"), seen(1, "Ada B.")],
    email: [seen(4, "ada@new.example"), seen(1, "ada@old.example")],
    phone: [seen(2, "+41")],
    customId: [seen(3, "7")],
  });
  expect(report.videos).toBe(1);
  expect(report.figures).toMatchObject({
    views: { value: 3 },
    time_on_video: { value: 60, unknown: 2 },
    average_watched: { value: 50, unknown: 1 },
  });
  expect(report.progress).toMatchObject([
    {
      video: TOUR,
      title: "Tour",
      bestWatched: 80,
      scores: { first: 30, latest: 60, best: 90 },
      lastAt: "2026-03-03T08:00:00.000Z",
    },
  ]);
  expect(report.history.map(({ id }) => id)).toEqual([idOf(3), idOf(2), idOf(1)]);
  expect(report.history[2]).toMatchObject({
    title: "Tour",
    length: { seconds: 100, exact: false },
    furthestPoint: 40,
    lastPoint: 10,
    participation: 0,
    correctness: 30,
    elapsed: 60,
    tags: [
      { tag: "tag1", value: "spring" },
      { tag: "tag2", value: "x" },
    ],
    variables: [],
    url: null,
  });
});

test("history comes in pages; what the sender wrote stays as it was", async () => {
  expect((await askOne(ADA, "pageSize=3&page=2")).history.map(({ id }) => id)).toEqual([idOf(1)]);
  const [only] = (await askOne(BEN)).history;
  expect(only).toMatchObject({
    url: "javascript:alert(1)",
    variables: [
      { name: "color", value: "blue" },
      { name: "n", value: "[1]" },
    ],
  });
});

test("a period without views still says who the person is", async () => {
  const report = await askOne(ADA, "period=custom&from=2020-01-01&to=2020-01-02");
  expect(report).toMatchObject({ history: [], progress: [], firstAt: null, ever: { views: 4 } });
  expect(report.identity?.phone).toHaveLength(1);
});

test("a viewer is somebody with a view", async () => {
  const ctx = await systemContext(NOW);
  expect(await isViewer(ctx, viewerKeyOf(ADA.toUpperCase()))).toBe(true);
  expect(await isViewer(ctx, viewerKeyOf(ANONYMOUS))).toBe(true);
  expect(await isViewer(ctx, "bbbbbbbb-0000-4000-8000-000000000009")).toBe(false);
  expect(viewerKeyOf("e-AbCd_-AbCd_-AbCd_-AbCd")).toBe("e-AbCd_-AbCd_-AbCd_-AbCd");
});

test("everybody as a file, in the page's order and without its page", async () => {
  const file = async (seesPeople: boolean, sort: string) => {
    const search = new URLSearchParams({ period: "all", identity: "identified", sort });
    const ctx = { ...(await systemContext(NOW)), seesPeople };
    return (await exported(ctx, "viewers", { search, signal: new AbortController().signal })).text();
  };
  const [columns, ada, zoe, eve, ...others] = (await file(true, "viewer_name")).trim().split("\r\n");
  expect(columns).toBe(
    "viewer,viewer_name,viewer_email,views,videos,first_seen,last_seen,average_watched,participation,correctness,best_correctness",
  );
  expect(ada).toBe(`${ADA},Ada,ada@new.example,4,2,2026-03-01T08:00:00.000Z,2026-03-04T08:00:00.000Z,50,0,60,90`);
  expect(others).toEqual([]);
  // What stands for a name on the page is no name in a file.
  expect(zoe).toMatch(/^e-[\w-]{22},,Zoe@x\.example,1,1,/);
  expect(eve).toBe(`${EVE},,,1,1,2026-03-08T08:00:00.000Z,2026-03-08T08:00:00.000Z,,,,`);
  expect(await file(false, "-views")).not.toMatch(/ada|zoe/i);
});

test("more people than a stretch holds come by key, each once", async () => {
  const stretches: string[][] = [];
  for await (const rows of allViewers(await systemContext(NOW), pageOf("period=all&sort=-views"), 2))
    stretches.push(rows.map(({ viewer }) => viewer));
  // From the second on, each reads the last of the one before again.
  expect(stretches.map(({ length }) => length)).toEqual([2, 1, 1, 1]);
  const keys = stretches.flat();
  expect(keys).toEqual((await ask("")).rows.map(({ viewer }) => viewer).sort());
});

test("whoever goes away between two stretches makes nobody else be missed", async () => {
  const everybody = (await ask("")).rows.map(({ viewer }) => viewer).sort();
  const [gone, ...others] = everybody;
  const found: string[] = [];
  for await (const rows of allViewers(await systemContext(NOW), pageOf("period=all"), 3)) {
    found.push(...rows.map(({ viewer }) => viewer));
    if (found.length > 3) continue;
    const revision = await db().commit(async (tx, at) => {
      await tx.view.updateMany({ where: { viewerKey: gone }, data: { deletedAt: 1n, revision: at } });
      return Number(at);
    });
    await columns().reached(revision);
  }
  expect(found).toEqual(everybody);
  expect((await ask("")).rows.map(({ viewer }) => viewer).sort()).toEqual(others);
});

test("somebody of whom a delivery was answered just now is known at once", async () => {
  const ctx = await systemContext(NOW);
  for (const n of [11, 12, 13]) {
    await ingestRecords([{ id: idOf(n), viewer_id: idOf(n), started: "2020-01-01" }], { source: "webhook" });
    expect(await isViewer(ctx, idOf(n))).toBe(true);
  }
});

test("of somebody with very many views, scores are those of the views shown, however old", async () => {
  const MANY = "bbbbbbbb-0000-4000-8000-000000000004";
  const of = (n: number, day: string, correctness: number) => ({
    id: `dddddddd-0000-4000-8000-${String(n).padStart(12, "0")}`,
    ...{ video_id: ALARM, viewer_id: MANY, started: `${day}T08:00:00Z`, updated_at: `${day}T08:00:00Z`, correctness },
  });
  const recent = Array.from({ length: 1_000 }, (_, n) => of(n, "2026-03-05", 50));
  await ingestRecords([of(1_001, "2026-02-01", 10), of(1_002, "2026-02-02", 20), ...recent], { source: "demo" });
  await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
  const report = await askOne(MANY, "period=custom&from=2026-02-01&to=2026-02-28");
  expect(report.readOnly).toBe(1_000);
  expect(report.progress).toMatchObject([{ scores: { first: 10, latest: 20, best: 20 } }]);
});
