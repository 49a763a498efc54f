import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { mindstampApi } from "../mindstamp/api";
import { type ApiServer, startApi, TOKEN } from "../mindstamp/testing/api-server";
import { type Backfilled, backfill } from "./backfill";
import { readOffset } from "./position";

let server: ApiServer;
beforeAll(async () => {
  server = await startApi();
});
beforeEach(() => {
  Object.assign(server, { asked: [], trouble: null, videos: [], viewers: [] });
});
afterAll(async () => {
  await server.close();
  await db().close();
});

const id = (kind: number, n: number) => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, "0")}`;
const view = (n: number, more: object = {}) => ({
  id: id(1, n),
  video_id: id(2, 1),
  viewer_id: id(3, n % 7),
  percentage: n % 101,
  watched: n,
  updated_at: "2026-01-02T00:00:00Z",
  ...more,
});
const run = (more: { signal?: AbortSignal; onProgress?(so: Backfilled): void } = {}) =>
  backfill({ api: mindstampApi({ url: server.url, token: TOKEN, pausesMs: [1, 1, 1], signal: more.signal }), ...more });
const stored = (from: number, to: number) =>
  db().read.view.count({ where: { id: { gte: id(1, from), lt: id(1, to) } } });

test("every view is read, nulls between them passed over; again, nothing changes", async () => {
  server.views = Array.from({ length: 750 }, (_, n) => (n % 97 === 0 ? null : view(n)));
  const first = await run();
  expect(first).toMatchObject({ phase: "done", stopped: false, counts: { applied: 742, quarantined: 0, stale: 0 } });
  expect(await stored(0, 750)).toBe(742);
  expect(server.asked.filter((path) => path.includes("/views")).slice(0, 3)).toEqual([
    "/api/v1/views?limit=100&offset=0",
    "/api/v1/views?limit=100&offset=80",
    "/api/v1/views?limit=100&offset=160",
  ]);
  expect((await run()).counts.applied).toBe(0);
  expect(await db().read.delivery.count({ where: { outcome: "quarantined" } })).toBe(0);
});

test("an absent field erases nothing; what the record knows more is taken", async () => {
  const { watched, ...one } = view(2_000);
  await ingestRecords([{ ...one, last_point: 35, correctness: 50 }], { source: "demo" });
  server.views = [{ ...one, watched, city: "Oslo" }];
  await run();
  expect(await db().read.view.findUniqueOrThrow({ where: { id: one.id } })).toMatchObject({
    last_point: 35,
    correctness: 50,
    watched,
    city: "Oslo",
  });
});

test("while records come and go during the reading, none is missed", async () => {
  server.views = Array.from({ length: 600 }, (_, n) => view(3_000 + n));
  let turn = 0;
  server.trouble = (path) => {
    if (!path.endsWith("/views")) return false;
    // Newest first: some are put at the head, then some vanish from it.
    if (turn % 2 === 0) server.views.unshift(...Array.from({ length: 30 }, (_, n) => view(4_000 + turn * 100 + n)));
    else server.views.splice(0, 15);
    return ++turn > 400;
  };
  await run();
  const kept = await stored(3_000, 3_600);
  expect(kept).toBe(600);
});

test("stopped, it notes how far it came and goes on from there; then it looks at the head once more", async () => {
  server.views = Array.from({ length: 1_000 }, (_, n) => view(10_000 + n));
  const stopping = new AbortController();
  const stopped = await run({
    signal: stopping.signal,
    onProgress: ({ offset }) => offset >= 320 && stopping.abort(),
  });
  expect(stopped).toMatchObject({ stopped: true, phase: "views", offset: 320 });
  expect(await readOffset()).toBe(320);
  server.views.unshift(view(20_000));
  server.asked = [];
  expect(await run()).toMatchObject({ from: 320, phase: "done" });
  expect(server.asked.find((path) => path.includes("/views"))).toContain("offset=300");
  expect(await stored(10_000, 11_000)).toBe(1_000);
  expect(await stored(20_000, 20_001)).toBe(1);
  expect(await readOffset()).toBe(0);
});

test("a failure keeps what was read, and the next run goes on from there", async () => {
  server.views = Array.from({ length: 400 }, (_, n) => view(30_000 + n));
  let pages = 0;
  server.trouble = (path, response) => path.endsWith("/views") && ++pages > 2 && Boolean(response.writeHead(500).end());
  await expect(run()).rejects.toThrow(/goes on from there/);
  expect(await readOffset()).toBe(160);
  server.trouble = null;
  await run();
  expect(await stored(30_000, 30_400)).toBe(400);
});

test("an API that ignores the offset is found out", async () => {
  const page = JSON.stringify(Array.from({ length: 100 }, (_, n) => view(40_000 + n)));
  server.trouble = (path, response) => path.endsWith("/views") && Boolean(response.end(page));
  await expect(run()).rejects.toThrow(/same views whatever the offset/);
});

test("pages of nothing but nulls are passed over, as long as they may be", async () => {
  server.views = [...Array.from({ length: 700 }, () => null), view(30_000)];
  await run();
  expect(await stored(30_000, 30_001)).toBe(1);
  const nothing = JSON.stringify(Array.from({ length: 20_000 }, () => null));
  server.trouble = (path, response) => path.endsWith("/views") && Boolean(response.end(nothing));
  await expect(run()).rejects.toThrow(/nothing but empty records/);
});

test("an API without its lists of videos and viewers gives its views all the same, and is told of", async () => {
  server.views = [view(50_000)];
  server.trouble = (path, response) => {
    if (path.endsWith("/views")) return false;
    response.writeHead(path.endsWith("/videos") ? 404 : 403).end();
    return true;
  };
  await expect(run()).rejects.toThrow(/Every view was read, but not the durations of videos: .*\/videos answered 404/);
  expect(await stored(50_000, 50_001)).toBe(1);
  expect(await readOffset()).toBe(0);
});

test("videos get durations and titles, viewers of known views their names; nothing known is erased", async () => {
  const other = id(3, 999);
  server.views = [view(50_000, { video_title: "Old title", viewer_name: "Ann" })];
  server.videos = [
    { id: id(2, 1), title: "New title", token: "tok", duration: 171.6, updated_at: "2026-02-01T00:00:00Z" },
    { id: id(2, 5), title: "Never watched", duration: null },
    { title: "no id" },
  ];
  server.viewers = [
    { id: id(3, 50_000 % 7), name: null, email: "ann@example.com", updated_at: "2026-02-01T00:00:00Z" },
    { id: other, name: "Nobody's", updated_at: "2026-02-01T00:00:00Z" },
  ];
  expect(await run()).toMatchObject({ videos: 2, viewers: 1 });
  expect(await db().read.video.findUnique({ where: { id: id(2, 1) } })).toMatchObject({
    title: "New title",
    token: "tok",
    durationSeconds: 172,
  });
  expect(await db().read.viewer.findUnique({ where: { key: id(3, 50_000 % 7) } })).toMatchObject({
    name: "Ann",
    email: "ann@example.com",
  });
  expect(await db().read.viewer.findUnique({ where: { key: other } })).toBeNull();
  server.videos = [{ id: id(2, 1), title: "Older title", duration: null, updated_at: "2026-01-15T00:00:00Z" }];
  await run();
  expect(await db().read.video.findUnique({ where: { id: id(2, 1) } })).toMatchObject({
    title: "New title",
    durationSeconds: 172,
  });
});
