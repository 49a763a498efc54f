import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoDeliveries } from "../../prisma/seed/deliveries";
import { db } from "../db";
import { dialectOf } from "../db/dialects";
import { ingestRecords } from "../ingest/ingest";
import { changeSettings } from "../settings";
import { copyDatabase } from "./copy";
import { contents } from "./testing/contents";

const folder = mkdtempSync(path.join(tmpdir(), "viewledger-copy-"));
const file = (name: string) => `file:${path.join(folder, name)}`;
const MANY = 1_500;

/** What drivers and types are most likely to change on the way. */
const NASTY = [
  {
    viewer_name: "a\u0000b \ud800 \u{1f600} é e\u0301 'quoted' \"and\" \\ \r\n\t",
    variables: { __proto__x: "1", "": [] },
  },
  { viewer_name: "=1+1", variables: { deep: [[[{ a: 1.5, b: -0.000001, c: 1e21, d: 9007199254740991 }]]] } },
  { viewer_email: "Ünï@Example.com", extra_field: { "1": 2, "0": 1, ключ: "значение" }, percentage: "95" },
  { started: "1970-01-01T00:00:00.001Z", finished: "2038-01-19T03:14:08Z", elapsed: 2_147_483_647 },
  { started: "2100-12-31T23:59:59.999+14:00", tag1: "  ", tag2: "", tag3: "(none)", tag4: "!x" },
];

beforeAll(async () => {
  const updated_at = "2026-01-01T00:00:00.123Z";
  const nasty = NASTY.map((fields) => ({
    id: crypto.randomUUID(),
    video_id: crypto.randomUUID(),
    updated_at,
    ...fields,
  }));
  await ingestRecords([...nasty, { id: "not one" }, null, "\u0000"], { source: "webhook" });
  const records = [...demoDeliveries({ views: MANY, now: Date.now() })];
  for (let sent = 0; sent < records.length; sent += 1_000)
    await ingestRecords(records.slice(sent, sent + 1_000), { source: "demo" });
  await changeSettings({ tagLabels: { tag1: "Größe „1“" }, completionThreshold: 90 });
  await db().write(async (tx) => {
    await tx.user.create({ data: { id: "u1", email: "a@example.com", role: "administrator", passwordHash: "x" } });
    await tx.session.create({ data: { id: "s1", userId: "u1", expiresAt: new Date("2030-02-28T23:59:59.999Z") } });
    await tx.webhookKey.create({ data: { id: "k1", label: "one", digest: "d", ending: "abcd", lastUsedAt: null } });
    await tx.delivery.updateMany({
      where: { outcome: "quarantined" },
      data: { updatedAt: 9_223_372_036_854_775_807n },
    });
    await tx.condition.createMany({
      data: [
        { name: "on", active: true, since: -62_135_596_800_000n },
        { name: "off", active: false, since: 9_007_199_254_740_993n },
      ],
    });
    // As SQLite's own default writes instants, and every byte there is.
    await tx.$executeRaw`INSERT INTO segments (id, user_id, name, shared, search) VALUES ('g1', 'u1', 'All', TRUE, '')`;
    await tx.delivery.updateMany({
      where: { outcome: "quarantined" },
      data: { body: new Uint8Array(256).map((_, i) => i) },
    });
  });
});
afterAll(async () => {
  await db().close();
  rmSync(folder, { recursive: true });
});

test("a copy has every row, value for value, and a copy of the copy too", async () => {
  const from = db().url;
  const steps: string[] = [];
  const copied = await copyDatabase({
    from,
    to: file("one.db"),
    onProgress: ({ doing, rows, of }) => steps.push(`${doing} ${rows}/${of}`),
  });
  expect([copied.complete, copied.isBehind]).toEqual([true, false]);
  expect(copied.tables.find(({ name }) => name === "views")?.rows).toBeGreaterThanOrEqual(MANY);
  const all = await contents(from);
  const filled = Object.keys(all).filter((name) => !all[name]?.startsWith("0 "));
  expect(filled).toEqual(expect.arrayContaining(["conditions", "counter", "deliveries", "segments", "sessions"]));
  expect(filled).toEqual(expect.arrayContaining(["settings", "users", "videos", "viewers", "views", "webhook_keys"]));
  expect(await contents(file("one.db"))).toEqual(all);
  const [last, total] = (steps.at(-1)?.split(" ")[1] ?? "").split("/");
  expect(last).toBe(total);
  // Back to a database of the first one's kind.
  const back = await emptyAsOurs();
  await copyDatabase({ from: file("one.db"), to: back });
  expect(await contents(back)).toEqual(all);
  const epochs = await Promise.all([from, file("one.db"), back].map(epochOf));
  expect(new Set(epochs).size).toBe(3);
});

test("a copy that was stopped goes on, and takes what changed at the source meanwhile", async () => {
  const [from, to] = [db().url, file("resumed.db")];
  const stopping = new AbortController();
  const first = await copyDatabase({
    from,
    to,
    signal: stopping.signal,
    onProgress: ({ table }) => table === "views" && stopping.abort(),
  });
  expect(first.complete).toBe(false);
  await expect(dialectMigrate(to)).rejects.toThrow(/copy or restore that did not finish/);
  await ingestRecords([{ id: crypto.randomUUID(), video_id: "v" }], { source: "import" });
  await changeSettings({ completionThreshold: 80 });
  let copying = 0;
  const second = await copyDatabase({ from, to, onProgress: ({ doing }) => doing === "copying" && copying++ });
  expect(second.complete).toBe(true);
  expect(copying).toBeGreaterThan(0);
  expect(await contents(to)).toEqual(await contents(from));
  await dialectMigrate(to);
});

test("a copy that was stopped goes on although somebody new has signed in meanwhile", async () => {
  const [from, to] = [db().url, file("grown.db")];
  const stopping = new AbortController();
  await copyDatabase({
    from,
    to,
    signal: stopping.signal,
    onProgress: ({ table }) => table === "users" && stopping.abort(),
  });
  await db().write(async (tx) => {
    await tx.user.create({ data: { id: "u0", email: "b@example.com", role: "viewer" } });
    await tx.session.create({ data: { id: "s2", userId: "u0", expiresAt: new Date("2030-01-01T00:00:00Z") } });
  });
  expect((await copyDatabase({ from, to })).complete).toBe(true);
  expect(await contents(to)).toEqual(await contents(from));
});

test("what comes to the source while it is copied is not in the copy, which is said", async () => {
  let sent: Promise<unknown> | null = null;
  const copied = await copyDatabase({
    from: db().url,
    to: file("behind.db"),
    onProgress() {
      sent ??= ingestRecords([{ id: crypto.randomUUID(), video_id: crypto.randomUUID() }], { source: "import" });
    },
  });
  await sent;
  expect([copied.complete, copied.isBehind]).toEqual([true, true]);
  const [now, then] = [await contents(db().url), await contents(file("behind.db"))];
  expect(Number(now.views?.split(" ")[0])).toBe(Number(then.views?.split(" ")[0]) + 1);
});

test("a target that holds something is refused, and so is an older source", async () => {
  await expect(copyDatabase({ from: db().url, to: file("one.db") })).rejects.toThrow(/not empty/);
  await expect(copyDatabase({ from: file("one.db"), to: db().url })).rejects.toThrow(/not empty/);
  await expect(copyDatabase({ from: file("nothing.db"), to: file("other.db") })).rejects.toThrow(/no database at/);
  const old = await dialectOf({ DATABASE_URL: "file:" }).connect(file("one.db"));
  await old.script(`DELETE FROM "_prisma_migrations" WHERE migration_name LIKE '0007%'`);
  await old.close();
  await expect(copyDatabase({ from: file("one.db"), to: file("other.db") })).rejects.toThrow(/older than this program/);
});

async function dialectMigrate(url: string) {
  const { migrate } = await import("../db/migrate");
  return migrate(dialectOf({ DATABASE_URL: url }), url);
}

async function epochOf(url: string): Promise<string> {
  const connection = await dialectOf({ DATABASE_URL: url }).connect(url, "read");
  const [row] = await connection.query("SELECT epoch FROM counter");
  await connection.close();
  return String(row?.epoch);
}

/** An empty database on the server under test, or an SQLite file. */
async function emptyAsOurs(): Promise<string> {
  if (db().dialect.name === "sqlite") return file("back.db");
  const name = `back_${crypto.randomUUID().replaceAll("-", "")}`;
  const connection = await db().dialect.connect(db().url);
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.close();
  return db().url.replace(/[^/]+$/, name);
}
