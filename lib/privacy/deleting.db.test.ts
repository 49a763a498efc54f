import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { auditPage } from "../audit";
import { db, readPlace } from "../db";
import { env } from "../env";
import { oncePerProcess } from "../process";
import { changeSettings } from "../settings";
import { deleteViews } from "./delete-views";
import { erasePerson } from "./erase";
import { countPast, retain } from "./retention";
import { sweepErased } from "./sweep";
import { deliver, placesOf } from "./testing/deliveries";
import { closeAll, figures } from "./testing/figures";

afterAll(closeAll);

const NOW = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const view = (n: number, started: string, more: object = {}) => ({
  id: id(n),
  video_id: "v1",
  started,
  updated_at: started,
  ...more,
});

test("a deleted view leaves the figures, nothing of it is left, and delivered again it stays away", async () => {
  const posted = view(1, "2026-01-01T00:00:00Z", { viewer_name: "Testperson One", viewer_id: "t1" });
  await deliver([posted, view(2, "2026-01-02T00:00:00Z", { viewer_id: "t2" })]);
  expect(await figures()).toEqual({ views: 2, viewers: 2 });
  const owed = vi.spyOn(readPlace(), "owe");
  expect(await deleteViews([id(1), id(99)], null)).toBe(1);
  // By this every instance knows how far a replica must be.
  const { revision } = await db().read.view.findUniqueOrThrow({ where: { id: id(1) } });
  expect((await db().read.counter.findFirstOrThrow()).privacyRevision).toBeGreaterThanOrEqual(revision);
  expect(owed.mock.lastCall?.[0]).toBeGreaterThanOrEqual(Number(revision));
  expect(await deleteViews([id(1)], null)).toBe(0);
  expect(await figures()).toEqual({ views: 1, viewers: 1 });
  expect(await deliver({ ...posted, updated_at: "2026-02-01T00:00:00Z" })).toMatchObject([
    { outcome: "duplicate", id: id(1) },
  ]);
  expect(await figures()).toEqual({ views: 1, viewers: 1 });
  await expect.poll(() => placesOf(["Testperson"]), { timeout: 5_000 }).not.toContain("viewers.name");
  await expect.poll(() => placesOf(["Testperson"]), { timeout: 15_000 }).toEqual([]);
  expect((await auditPage({ page: 1, pageSize: 1, action: "views.deleted" })).rows[0]).toMatchObject({
    subject: null,
    details: { views: 1 },
  });
});

test("retention: older views go with their names, first from the figures and a day later for good", async () => {
  await deliver([
    view(10, "2024-12-31T00:00:00Z", { viewer_id: "old", viewer_name: "Oldest Canary" }),
    view(11, "2025-05-31T00:00:00Z", { viewer_id: "both", viewer_name: "Both" }),
    view(12, "2026-05-31T00:00:00Z", { viewer_id: "both" }),
  ]);
  expect(await retain(NOW)).toEqual({ views: 0, purged: 0 });
  expect([await countPast(12, NOW), await countPast(24, NOW)]).toEqual([2, 0]);
  await changeSettings({ keepViewsMonths: 12 });
  // It takes long where there is much, and reports are read from a replica all the same.
  const owed = vi.spyOn(readPlace(), "owe").mockClear();
  expect(await retain(NOW)).toEqual({ views: 2, purged: 0 });
  expect(await figures()).toEqual({ views: 2, viewers: 2 });
  expect(await placesOf(["Oldest Canary"])).toEqual([]);
  expect(await db().read.viewer.findUnique({ where: { key: "both" } })).toMatchObject({ name: "Both" });
  expect((await auditPage({ page: 1, pageSize: 1, action: "retention.applied" })).rows[0]?.details).toMatchObject({
    views: 2,
  });
  const { purgedRevision: before } = await db().read.counter.findFirstOrThrow();
  // The one deleted by hand is not old enough: its empty row still keeps deliveries out.
  expect(await retain(Date.now() + 2 * DAY_MS)).toMatchObject({ purged: 2 });
  expect(owed).not.toHaveBeenCalled();
  expect(await db().read.view.count()).toBe(3);
  expect((await db().read.counter.findFirstOrThrow()).purgedRevision).toBeGreaterThan(before);
  expect(await figures()).toEqual({ views: 2, viewers: 2 });
  await changeSettings({ keepViewsMonths: null });
});

test("whoever a restored database brings back is erased again, by the same key", async () => {
  const jane = view(20, "2026-05-30T00:00:00Z", {
    viewer_email: "jane@restored.example",
    viewer_name: "Jane Restored",
  });
  await deliver(jane);
  const done = await erasePerson({ by: "email", value: "jane@restored.example" }, { counted: true, actor: null });
  expect(await sweepErased()).toBe(0);
  // As a backup from before the erasure would have it.
  await db().write(async (tx) => {
    await tx.view.deleteMany({ where: { id: id(20) } });
    await tx.tombstone.deleteMany({});
    await tx.counter.update({ where: { id: 1 }, data: { epoch: "restored", privacyRevision: 0 } });
  });
  const file = path.join(env().DATA_DIR, "tombstones.json");
  const kept = readFileSync(file);
  rmSync(file);
  Object.assign(
    oncePerProcess("privacy.state", () => ({ of: "", state: null })),
    { of: "", state: null },
  );
  await deliver(jane);
  expect(await placesOf(["Jane Restored"])).toContain("views.viewer_name");
  writeFileSync(file, kept);
  expect(await sweepErased()).toBe(1);
  expect(await placesOf(["Jane Restored", "jane@restored"])).toEqual([]);
  expect(await db().read.view.findUniqueOrThrow({ where: { id: id(20) } })).toMatchObject({
    viewerKey: done?.pseudonym,
  });
  expect(await sweepErased()).toBe(0);
});
