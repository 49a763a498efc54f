import { afterAll, beforeEach, expect, test } from "vitest";
import { db } from "../db";
import { changeSettings } from "../settings";
import { ingest } from "./ingest";
import { prune, takePruningLease } from "./prune";
import { bringBack, dismiss } from "./quarantine";
import { recordsOf } from "./records";
import { replay } from "./replay";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-06-30T12:00:00Z");

/** A delivery of so many days ago; `null` is unreadable, "" a test. */
async function deliver(daysAgo: number, body = JSON.stringify({ id: crypto.randomUUID(), percentage: 1 })) {
  const from = { receivedAt: NOW - daysAgo * DAY_MS, source: "webhook" as const, keyId: null };
  const [outcome] = await ingest(recordsOf(Buffer.from(body), null, from).items);
  return outcome?.delivery ?? "";
}
const left = async (id: string) => {
  const row = await db().read.delivery.findUnique({ where: { id } });
  return row === null ? "gone" : row.body === null ? "bare" : "whole";
};

beforeEach(async () => {
  await db().write((tx) => tx.delivery.deleteMany());
  await changeSettings({ keepBodiesDays: 30, keepLedgerDays: 90 });
});
afterAll(() => db().close());

test("bodies go after 30 days, rows after 90, what waits stays whole", async () => {
  const rows = {
    29: await deliver(29),
    31: await deliver(31),
    89: await deliver(89),
    91: await deliver(91),
    waits: await deliver(200, "null"),
    test: await deliver(40, ""),
  };
  expect(await prune(NOW)).toEqual({ bodies: 3, rows: 1 });
  expect(await prune(NOW)).toEqual({ bodies: 0, rows: 0 });
  expect(await Promise.all(Object.values(rows).map(left))).toEqual(["whole", "bare", "bare", "gone", "whole", "bare"]);
});

test("what was dealt with is kept as long again", async () => {
  const late = await deliver(200, "null");
  const early = await deliver(200, "null");
  const replayed = await deliver(
    80,
    JSON.stringify({ id: crypto.randomUUID(), percentage: 1, updated_at: "2026-06-01" }),
  );
  await dismiss([late], NOW - 10 * DAY_MS);
  await dismiss([early], NOW - 100 * DAY_MS);
  expect(await replay([replayed], NOW - 10 * DAY_MS)).toMatchObject({ outcomes: { applied: 1 } });
  await prune(NOW);
  expect(await Promise.all([late, early, replayed].map(left))).toEqual(["whole", "gone", "whole"]);
  await prune(NOW + 25 * DAY_MS);
  expect(await Promise.all([late, replayed].map(left))).toEqual(["bare", "bare"]);
  expect(await bringBack([late])).toBe(0);
});

test("the days are those of the settings, and rows never outlive their bodies", async () => {
  await changeSettings({ keepBodiesDays: 50, keepLedgerDays: 7 });
  const [old, young] = [await deliver(8), await deliver(6)];
  await prune(NOW);
  expect(await Promise.all([old, young].map(left))).toEqual(["gone", "whole"]);
});

test("more than a step, with many of one instant", async () => {
  const from = { receivedAt: NOW - 31 * DAY_MS, source: "webhook" as const, keyId: null };
  const views = Array.from({ length: 1_203 }, () => ({ id: crypto.randomUUID(), percentage: 1 }));
  await ingest(recordsOf(Buffer.from(JSON.stringify(views)), null, from).items);
  expect(await prune(NOW)).toEqual({ bodies: 1_203, rows: 0 });
  expect(await db().read.delivery.count({ where: { body: { not: null } } })).toBe(0);
});

test("of several processes one takes on an hour", async () => {
  const taken = await Promise.all([takePruningLease(NOW), takePruningLease(NOW), takePruningLease(NOW + 60_000)]);
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await takePruningLease(NOW + 3_600_000)).toBe(true);
});
