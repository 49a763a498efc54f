import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Role } from "../auth/user";
import { db, type Prisma } from "../db";
import { createWebhookKey } from "../ingest/keys";
import { noteRejection } from "../ingest/rejections";
import { forget } from "./cached";
import { deliveriesCourse } from "./deliveries-course";
import { type DeliveryFilters, parseDeliveryFilters, spanOf } from "./deliveries-filters";
import { keyNames } from "./deliveries-keys";
import { DELIVERIES_A_PAGE, deliveriesList } from "./deliveries-list";
import { webhookQuiet } from "./deliveries-quiet";
import { findSilentVideos } from "./deliveries-silent-videos";
import { alarmsAt } from "./delivery-alarms";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.parse("2026-11-25T12:00:00Z");
/** Everything, whatever the clock. */
const EVERYTHING = { seesPeople: true, user: null };
const ALWAYS = { from: 0, until: Number.MAX_SAFE_INTEGER };

let number = 0;
type Row = Omit<Prisma.DeliveryCreateManyInput, "id" | "bytes" | "receivedAt"> & { receivedAt: number };
const row = (receivedAt: number, fields: Partial<Row> = {}): Prisma.DeliveryCreateManyInput => ({
  id: `d-${String(++number).padStart(6, "0")}`,
  receivedAt,
  outcome: "applied",
  source: "webhook",
  bytes: 1,
  ...fields,
});
const store = (...rows: Prisma.DeliveryCreateManyInput[]) => db().write((tx) => tx.delivery.createMany({ data: rows }));

beforeEach(async () => {
  await db().write(async (tx) => {
    await tx.delivery.deleteMany();
    await tx.video.deleteMany();
    await tx.rejection.deleteMany();
  });
});
afterAll(() => db().close());

describe("over time", () => {
  test("outcomes, lags and refusals in the days of the zone, files left out", async () => {
    // Berlin's clocks go back on 25 October 2026: that day has 25 hours and begins at 22:00 UTC.
    const now = Date.parse("2026-10-27T12:00:00Z");
    const at = (iso: string) => Date.parse(iso);
    const late = (iso: string, seconds: number) => row(at(iso), { updatedAt: at(iso) - seconds * 1_000 });
    await store(
      late("2026-10-24T21:59:59Z", 100),
      late("2026-10-24T22:00:00Z", 120),
      late("2026-10-25T22:59:59Z", 140),
      row(at("2026-10-25T12:00:00Z"), { outcome: "stale", updatedAt: 1 }),
      row(at("2026-10-25T12:00:00Z"), { outcome: "quarantined", reason: "test", state: "dismissed" }),
      row(at("2026-10-25T12:00:00Z"), { source: "import", records: 2_000 }),
      late("2026-10-25T23:00:00Z", 160),
      row(at("2026-10-27T11:00:00Z"), { outcome: "duplicate", updatedAt: 1 }),
    );
    await db().write((tx) =>
      tx.rejection.createMany({
        data: [
          { minute: at("2026-10-25T12:00:00Z"), status: 401, count: 7 },
          { minute: at("2026-10-25T12:00:00Z"), status: 413, count: 1 },
          { minute: at("2026-10-25T13:00:00Z"), status: 405, count: 5 },
          { minute: at("2026-10-25T13:00:00Z"), status: 503, count: 3 },
          { minute: at("2026-10-27T11:00:00Z"), status: 401, count: 2 },
          { minute: at("2026-10-27T11:00:00Z"), status: 415, count: 2 },
        ],
      }),
    );
    const span = spanOf({ period: "7d" }, now, "Europe/Berlin");
    const twice = [await deliveriesCourse(span, now), await deliveriesCourse(span, now)];
    expect(twice[1]).toEqual(twice[0]);
    const course = twice[0] as (typeof twice)[0];
    expect(course.points.map(({ label }) => label)).toEqual([
      ...["2026-10-21", "2026-10-22", "2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"],
    ]);
    const none = { applied: 0, duplicate: 0, stale: 0, quarantined: 0 };
    expect(course.points.slice(3)).toEqual([
      {
        label: "2026-10-24",
        outcomes: { ...none, applied: 1 },
        p50: 100_000,
        p95: 100_000,
        refused: 0,
        turnedAway: 0,
        partial: false,
      },
      {
        label: "2026-10-25",
        outcomes: { ...none, applied: 2, stale: 1, quarantined: 1 },
        p50: 120_000,
        p95: 140_000,
        refused: 7,
        turnedAway: 4,
        partial: false,
      },
      {
        label: "2026-10-26",
        outcomes: { ...none, applied: 1 },
        p50: 160_000,
        p95: 160_000,
        refused: 0,
        turnedAway: 0,
        partial: false,
      },
      {
        label: "2026-10-27",
        outcomes: { ...none, duplicate: 1 },
        p50: null,
        p95: null,
        refused: 2,
        turnedAway: 2,
        partial: true,
      },
    ]);
    expect(course.total).toEqual({
      outcomes: { applied: 4, duplicate: 1, stale: 1, quarantined: 1 },
      p50: 120_000,
      p95: 160_000,
      refused: 9,
      turnedAway: 6,
    });
  });

  test("a day is told by the hour", async () => {
    await store(row(NOW - HOUR_MS / 2), row(NOW + 1));
    const { points } = await deliveriesCourse(spanOf({ period: "24h" }, NOW + 2, "UTC"), NOW + 2);
    expect(points).toHaveLength(24);
    expect(points.slice(-2)).toMatchObject([
      { label: "2026-11-25T11:00:00.000Z", outcomes: { applied: 1 }, partial: false },
      { label: "2026-11-25T12:00:00.000Z", outcomes: { applied: 1 }, partial: true },
    ]);
  });
});

describe("quiet", () => {
  test("nothing yet is not a fault", async () => {
    await store(row(NOW - 30 * DAY_MS, { source: "import" }));
    expect(await webhookQuiet(NOW)).toBeNull();
  });

  test.each([
    ["busy: after a day", HOUR_MS / 60, DAY_MS],
    ["seldom: after five times the usual", 10 * HOUR_MS, 50 * HOUR_MS],
  ])("%s", async (_, gap, limit) => {
    // One record in two shares the instant of the one before.
    await store(...Array.from({ length: 60 }, (_, i) => row(NOW - Math.floor(i / 2) * gap)));
    expect(await webhookQuiet(NOW + limit)).toMatchObject({ usualMs: gap, limitMs: limit, stopped: false });
    expect(await webhookQuiet(NOW + limit + 1)).toMatchObject({ quietMs: limit + 1, stopped: true });
  });
});

test("videos that fell silent, by their own measure", async () => {
  const steady = (id: string, gap: number, last: number, count = 20) =>
    Array.from({ length: count }, (_, i) => row(NOW - last - i * gap, { videoId: id }));
  await db().write((tx) =>
    tx.video.createMany({
      data: ["hourly", "daily", "fresh", "few", "old", "never"].map((id) => ({
        id,
        title: `The ${id} one`,
        revision: 1,
      })),
    }),
  );
  await store(
    ...steady("hourly", HOUR_MS, 2 * DAY_MS),
    ...steady("daily", DAY_MS, 2 * DAY_MS),
    ...steady("fresh", HOUR_MS, 0),
    ...steady("few", HOUR_MS, 2 * DAY_MS, 4),
    ...steady("old", HOUR_MS, 60 * DAY_MS),
  );
  expect(await findSilentVideos(NOW)).toMatchObject([
    { videoId: "hourly", title: "The hourly one", quietMs: 2 * DAY_MS },
  ]);
  expect((await findSilentVideos(NOW + 4 * DAY_MS)).map(({ videoId }) => videoId)).toEqual([
    "fresh",
    "daily",
    "hourly",
  ]);
});

describe("the list", () => {
  const idsOf = async (filters: Partial<DeliveryFilters>) =>
    (await deliveriesList(EVERYTHING, { period: "90d", ...filters }, ALWAYS)).rows.map(({ id }) => id);

  test("pages in both directions show every row once, ties included", async () => {
    const rows = Array.from({ length: 173 }, (_, i) => row(NOW - Math.floor(i / 40) * 1_000));
    await store(...rows);
    const wanted = rows
      .toSorted((a, b) => Number(b.receivedAt) - Number(a.receivedAt) || (a.id < b.id ? 1 : -1))
      .map(({ id }) => id);
    const down: string[][] = [];
    let page = await deliveriesList(EVERYTHING, { period: "90d" }, ALWAYS);
    expect(page.newer).toBeNull();
    for (;;) {
      down.push(page.rows.map(({ id }) => id));
      if (!page.older) break;
      page = await deliveriesList(EVERYTHING, { period: "90d", before: page.older }, ALWAYS);
    }
    expect(down.flat()).toEqual(wanted);
    expect(down[0]).toHaveLength(DELIVERIES_A_PAGE);
    const up = [down.at(-1) as string[]];
    while (page.newer) {
      page = await deliveriesList(EVERYTHING, { period: "90d", after: page.newer }, ALWAYS);
      up.unshift(page.rows.map(({ id }) => id));
    }
    expect(up).toEqual(down);
  });

  test("filters, alone and together", async () => {
    const [a, b, c, d] = [
      row(NOW - 4, { videoId: "v1", viewId: "x", keyId: "k1" }),
      row(NOW - 3, { videoId: "v1", keyId: "k2", outcome: "stale" }),
      row(NOW - 2, { outcome: "quarantined", reason: "lead", keyId: "k1" }),
      row(NOW - 1, { source: "import", records: 9 }),
    ];
    await store(a, b, c, d);
    expect(await idsOf({})).toEqual([d.id, c.id, b.id, a.id]);
    expect(await idsOf({ video: "v1" })).toEqual([b.id, a.id]);
    expect(await idsOf({ view: "x" })).toEqual([a.id]);
    expect(await idsOf({ key: "k1" })).toEqual([c.id, a.id]);
    expect(await idsOf({ reason: "lead" })).toEqual([c.id]);
    expect(await idsOf({ source: "import" })).toEqual([d.id]);
    expect(await idsOf({ key: "k1", outcome: "applied", video: "v1" })).toEqual([a.id]);
    expect(await idsOf({ key: "k1", outcome: "stale" })).toEqual([]);
    expect(await idsOf({ reason: "lead' OR 1=1 --" })).toEqual([]);
    const early = { from: NOW - 4, until: NOW - 2 };
    expect((await deliveriesList(EVERYTHING, { period: "90d" }, early)).rows.map(({ id }) => id)).toEqual([b.id, a.id]);
  });
});

test("how a key ends is told administrators alone; others tell keys of one name apart by number", async () => {
  const keys: { id: string; key: string }[] = [];
  for (const label of ["Account", "Other", "Account"]) {
    keys.push(await createWebhookKey({ label }));
    // Of one millisecond, neither would be the older one.
    await sleep(2);
  }
  const reader = (role: Role) => ({ user: { id: role, email: "", name: null, role }, seesPeople: role !== "viewer" });
  const namesFor = async (role: Role) => {
    const names = await keyNames(reader(role));
    return keys.map(({ id }) => names.get(id));
  };
  forget("deliveries.keys");
  expect(await namesFor("administrator")).toEqual(
    keys.map(({ key }, i) => `${i === 1 ? "Other" : "Account"} …${key.slice(-4)}`),
  );
  for (const role of ["viewer", "analyst"] as const) {
    expect(await namesFor(role)).toEqual(["Account (1)", "Other", "Account (2)"]);
    await store(row(NOW, { keyId: keys[1]?.id }));
    const { rows } = await deliveriesList(reader(role), { period: "90d" }, ALWAYS);
    expect(rows[0]?.key).toBe("Other");
  }
});

describe("alarms", () => {
  test("none while all is well, tests included", async () => {
    await store(row(NOW), row(NOW, { outcome: "quarantined", reason: "test", state: "dismissed" }));
    expect(await alarmsAt(NOW)).toEqual({ stopped: null, waiting: [], refused: null });
  });

  test("what waits, by kind", async () => {
    const bad = (reason: string, path: string | null, state = "open") =>
      row(NOW, { outcome: "quarantined", reason, path, state });
    await store(
      ...[bad("invalid_date", "started"), bad("invalid_date", "started"), bad("invalid_date", "finished")],
      ...[bad("lead", null), bad("lead", null, "dismissed"), bad("invalid_json", null, "replayed")],
    );
    expect((await alarmsAt(NOW)).waiting).toEqual([
      { reason: "invalid_date", path: "started", count: 2 },
      { reason: "invalid_date", path: "finished", count: 1 },
      { reason: "lead", path: null, count: 1 },
    ]);
  });

  test("quiet for too long", async () => {
    await store(row(NOW - 25 * HOUR_MS), row(NOW - 26 * HOUR_MS));
    expect((await alarmsAt(NOW)).stopped).toMatchObject({ limitMs: DAY_MS, quietMs: 25 * HOUR_MS });
  });

  test("many requests with a wrong key, until the right one is used again", async () => {
    const now = Date.now();
    for (let i = 0; i < 9; i++) noteRejection(401);
    for (let i = 0; i < 9; i++) noteRejection(413);
    expect((await alarmsAt(now)).refused).toBeNull();
    noteRejection(401);
    expect((await alarmsAt(now)).refused).toMatchObject({ count: 10 });
    expect((await alarmsAt(now + 2 * HOUR_MS)).refused).toMatchObject({ count: 10 });
    await store(row(now + HOUR_MS));
    expect((await alarmsAt(now + 2 * HOUR_MS)).refused).toBeNull();
  });
});

test("an address that cannot be used is told, not swallowed", () => {
  const read = (search: string) => parseDeliveryFilters(new URLSearchParams(search));
  expect(read("period=24h&outcome=stale&before=5.a-b&video= ABC ").filters).toEqual({
    period: "24h",
    outcome: "stale",
    before: { receivedAt: 5, id: "a-b" },
    video: "abc",
  });
  for (const search of [
    "period=1y",
    "outcome=lost",
    "country=Norway",
    "before=x",
    "period=custom&from=2026-02-30",
    "page=2",
  ])
    expect(read(search).ignored, search).not.toEqual([]);
  expect(read("period=custom&from=2026-02-02&to=2026-02-01").filters.period).toBe("30d");
  expect(read("_rsc=1&reason=").ignored).toEqual([]);
});
