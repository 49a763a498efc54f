import { afterAll, expect, test } from "vitest";
import { demoDeliveries } from "@/prisma/seed/deliveries";
import { db } from "../db";
import { replay } from "../ingest/replay";
import { importFile } from "./import-file";
import { rehearsal } from "./rehearsal";
import { type Sink, storing } from "./store";

afterAll(() => db().close());

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
async function* bytesOf(text: string) {
  for (let at = 0; at < text.length; at += 10_000) yield Buffer.from(text.slice(at, at + 10_000));
}
const run = (text: string, more: { file?: string; sink?: Sink; signal?: AbortSignal; onProgress?(): void } = {}) =>
  importFile(bytesOf(text), { file: "views.ndjson", sink: storing, chunkRecords: 100, ...more });
const state = () => db().read.view.findMany({ orderBy: { id: "asc" }, omit: { revision: true, receivedAt: true } });
const ledger = (file: string) =>
  db().read.delivery.findMany({
    where: { origin: { startsWith: file } },
    orderBy: { id: "asc" },
    select: { outcome: true, records: true, origin: true, reason: true, source: true },
  });

const lines = (deliveries: Iterable<object>) => [...deliveries].map((one) => `${JSON.stringify(one)}\n`).join("");
const SAMPLE = [...demoDeliveries({ views: 500, now: Date.UTC(2026, 10, 24) })];

test("a dry run says what the import then does, and writes nothing", async () => {
  const file = lines([...SAMPLE, ...SAMPLE.slice(0, 50), { nonsense: 1 }]);
  const sink = await rehearsal();
  const would = await run(file, { sink });
  await sink.close();
  expect(await db().read.view.count()).toBe(0);
  expect(await db().read.delivery.count()).toBe(0);
  expect(await run(file)).toEqual(would);
  expect(would.counts).toMatchObject({ quarantined: 1 });
  expect(would.counts.applied).toBe(SAMPLE.length);
  expect(would.counts.duplicate + would.counts.stale).toBe(50);
  const again = await rehearsal();
  expect((await run(file, { sink: again })).counts.applied).toBe(0);
  await again.close();
});

test("repeated, it changes nothing; each chunk has a ledger row an outcome that names its lines", async () => {
  const before = await state();
  const repeated = await run(lines(SAMPLE), { file: "again.ndjson" });
  expect(repeated.counts.applied).toBe(0);
  expect(await state()).toEqual(before);
  const rows = await ledger("again.ndjson");
  expect(rows.reduce((sum, { records }) => sum + records, 0)).toBe(SAMPLE.length);
  expect(rows.length).toBeLessThanOrEqual(2 * Math.ceil(SAMPLE.length / 100));
  expect(rows[0]?.origin).toMatch(/^again\.ndjson, lines 1–(99|100)$/);
});

test("a CSV file of known views erases nothing, and what it knows more is taken", async () => {
  const view = { id: id(1), percentage: 40, viewer_name: "=Ann", city: "Oslo", updated_at: "2026-01-02T00:00:00Z" };
  await run(lines([view]));
  const csv = `id,percentage,viewer_name,city,last_point,updated_at\n${id(1)},40,'=Ann,,17,2026-01-02T00:00:00.000Z\n`;
  expect((await run(csv, { file: "views.csv" })).counts).toMatchObject({ applied: 1 });
  expect((await run(csv, { file: "views.csv" })).counts).toMatchObject({ applied: 0 });
  expect(await db().read.view.findUniqueOrThrow({ where: { id: id(1) } })).toMatchObject({
    percentage: 40,
    viewer_name: "=Ann",
    city: "Oslo",
    last_point: 17,
  });
});

test("unreadable records are kept with their bytes under their line, and a damaged file up to its damage", async () => {
  const file = `[${JSON.stringify({ id: id(2), percentage: 1 })},\n{"id":"no","percentage":1},\n{"id":},\n{"id":"${id(3)}"`;
  const imported = await run(file, { file: "bad.json" });
  expect(imported).toMatchObject({
    counts: { applied: 1, quarantined: 2 },
    broken: 1,
    unreadable: [
      { line: 2, reason: "invalid_id", path: "id" },
      { line: 3, reason: "invalid_json", path: null },
    ],
    damage: expect.stringMatching(/line 4/),
  });
  const kept = await db().read.delivery.findMany({
    where: { origin: { startsWith: "bad.json" }, outcome: "quarantined" },
    orderBy: { origin: "asc" },
  });
  expect(kept.map(({ origin, body }) => [origin, Buffer.from(body ?? []).toString()])).toEqual([
    ["bad.json, line 2", '{"id":"no","percentage":1}'],
    ["bad.json, line 3", '{"id":}'],
  ]);
});

test("what was exported with fields of its own, read in again, changes nothing", async () => {
  const view = { id: id(7), percentage: 9, updated_at: "2026-01-01T00:00:00.000Z" };
  await run(lines([{ ...view, something_new: [1], __proto__x: "y" }]));
  const stored = await db().read.view.findUniqueOrThrow({ where: { id: id(7) } });
  const exported = { ...view, extra: JSON.parse(stored.extra ?? "null") };
  expect(exported.extra).toEqual({ something_new: [1], __proto__x: "y" });
  expect((await run(lines([exported]))).counts).toMatchObject({ applied: 0, duplicate: 1 });
  expect((await run(lines([{ id: id(8), percentage: 9, extra: null }]))).counts.applied).toBe(1);
  expect((await db().read.view.findUniqueOrThrow({ where: { id: id(8) } })).extra).toBeNull();
});

test("a row of a table that was kept in quarantine can be replayed", async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const file = `id,percentage,viewer_name,updated_at\n${id(4)},7,"Ann, of\nOslo",${soon}\n${id(6)},8,"An""n\n`;
  expect((await run(file, { file: "early.csv" })).counts).toMatchObject({ quarantined: 2 });
  const kept = await db().read.delivery.findMany({ where: { origin: { startsWith: "early.csv" } } });
  const { outcomes } = await replay(
    kept.map((row) => row.id),
    Date.now() + 3_600_000,
  );
  expect(outcomes).toMatchObject({ applied: 1, quarantined: 1 });
  expect(await db().read.view.findUniqueOrThrow({ where: { id: id(4) } })).toMatchObject({
    percentage: 7,
    viewer_name: "Ann, of\nOslo",
  });
});

test("stopped, it finishes the chunk under way and says how far it came; repeated, it goes on", async () => {
  const views = Array.from({ length: 1_000 }, (_, n) => ({ id: id(10_000 + n), percentage: 5 }));
  const stopping = new AbortController();
  const stopped = await run(lines(views), { signal: stopping.signal, onProgress: () => stopping.abort() });
  expect(stopped.stopped).toBe(true);
  expect(stopped.line).toBeGreaterThanOrEqual(100);
  expect(stopped.line).toBeLessThanOrEqual(300);
  expect(stopped.counts.applied).toBe(stopped.line);
  const stored = await db().read.view.count({ where: { id: { gte: id(10_000), lt: id(11_000) } } });
  expect(stored).toBe(stopped.line);
  const rest = await run(lines(views));
  expect(rest.counts).toMatchObject({ duplicate: stored, applied: 1_000 - stored });
});

test("while another process holds the database's write lock, it waits and then goes on", async () => {
  const other = await db().dialect.connect(db().url);
  await other.begin();
  await other.query("UPDATE counter SET revision = revision WHERE id = 1");
  const importing = run(lines([{ id: id(20_000), percentage: 5 }]));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await db().read.view.count({ where: { id: id(20_000) } })).toBe(0);
  await other.script("COMMIT");
  await other.close();
  expect((await importing).counts.applied).toBe(1);
});
