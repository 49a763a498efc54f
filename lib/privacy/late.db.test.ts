import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { readChanges } from "../columns/feed";
import { partsOf } from "../columns/parts";
import { ColumnTable } from "../columns/table";
import { db } from "../db";
import { env } from "../env";
import { replay } from "../ingest/replay";
import { oncePerProcess } from "../process";
import { deleteViews } from "./delete-views";
import { erasePerson } from "./erase";
import { sweepErased } from "./sweep";
import { deliver, placesOf } from "./testing/deliveries";
import { closeAll, figures } from "./testing/figures";

afterAll(closeAll);

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const view = (n: number, more: object = {}) => ({
  id: id(n),
  video_id: "v1",
  started: "2026-01-01T10:00:00Z",
  updated_at: "2026-01-01T11:00:00Z",
  ...more,
});
const KEPT = { counted: true, actor: null };
const LATER = { updated_at: "2026-02-01T00:00:00Z" };
const tables = async (words: string[]) => (await placesOf(words)).filter((place) => /^[a-z_]+\.[a-z_]+$/.test(place));
const forgetState = () =>
  Object.assign(
    oncePerProcess("privacy.state", () => ({ of: "", state: null })),
    { of: "", state: null },
  );

/** All texts that a store which follows the database holds after these revisions, each read in turn. */
async function followed(table: ColumnTable, revision: number): Promise<string> {
  const connection = await db().dialect.connect(db().url, "read");
  try {
    for await (const { apply } of readChanges(connection, revision)) apply(table);
  } finally {
    await connection.close();
  }
  table.settle();
  return partsOf(table, table.rows)
    .filter(({ kind }) => kind === "texts")
    .map((part) => Buffer.concat([...part.bytes()]).toString())
    .join(" ");
}
const revisionNow = async () => Number((await db().read.counter.findFirstOrThrow()).revision);

test("names of deleted views leave a store that follows", async () => {
  await deliver([view(1, { viewer_id: "d1", viewer_name: "Followed Canary" }), view(2)]);
  const table = new ColumnTable();
  expect(await followed(table, -1)).toContain("Followed Canary");
  const before = await revisionNow();
  writeFileSync(path.join(env().DATA_DIR, "columns.snapshot"), "Followed Canary");
  await deleteViews([id(1)], null);
  const places = async () =>
    (await placesOf(["Followed Canary"])).filter((place) => !place.startsWith("viewledger.db"));
  await expect.poll(places, { timeout: 5_000 }).toEqual([]);
  expect(await followed(table, before)).not.toContain("Followed Canary");
});

test("who is recognised late is erased under the ids of before, and what comes by those stays without names", async () => {
  await deliver(view(10, { viewer_email: "late.canary@example.com" }));
  const done = await erasePerson({ by: "email", value: "late.canary@example.com" }, KEPT);
  await deliver(view(11, { viewer_id: "late-1", viewer_name: "Lately Canary" }));
  await deliver(view(12, { viewer_id: "late-1", viewer_name: "Lately Canary" }));
  await deliver(view(13, { viewer_custom_id: "late-custom-9", viewer_name: "Lately Canary" }));
  await deliver(view(14, { viewer_name: "Lately Canary" }));
  const table = new ColumnTable();
  expect(await followed(table, -1)).toContain("Lately Canary");
  const before = await revisionNow();
  await deliver(view(11, { viewer_email: "late.canary@example.com", ...LATER }));
  await deliver(view(14, { viewer_email: "late.canary@example.com", ...LATER }));
  await followed(table, before);
  const nameOf = (key: string) => table.identities.nameOf(table.keys.find(key) ?? 0);
  expect([nameOf("late-1"), nameOf(`v-${id(14)}`)]).toEqual([null, null]);
  // At once: names, and what is delivered by that id from now on.
  expect(await db().read.viewer.findUnique({ where: { key: "late-1" } })).toMatchObject({ name: null });
  await deliver(view(15, { viewer_id: "late-1", viewer_name: "Lately Canary" }));
  expect(await db().read.view.findUniqueOrThrow({ where: { id: id(15) } })).toMatchObject({ viewer_name: null });
  await deliver(view(13, { viewer_email: "late.canary@example.com", viewer_custom_id: "late-custom-9", ...LATER }));
  await expect.poll(() => tables(["Lately Canary", "late-1", "late-custom-9"]), { timeout: 10_000 }).toEqual([]);
  expect(await followed(new ColumnTable(), -1)).not.toContain("Lately Canary");
  await expect
    .poll(async () => {
      await deliver(view(16, { viewer_custom_id: "late-custom-9", viewer_name: "Lately Canary" }));
      return (await db().read.view.findUniqueOrThrow({ where: { id: id(16) } })).viewerKey;
    })
    .toBe(done?.pseudonym);
  expect(await tables(["Lately Canary"])).toEqual([]);
});

test("names read before a delivery of the same batch told whose they are do not come back", async () => {
  const email = "batch.canary@example.com";
  await deliver(view(17, { viewer_email: email }));
  await erasePerson({ by: "email", value: email }, KEPT);
  await deliver(view(18, { viewer_id: "batch-1", viewer_name: "Batch Canary", viewer_phone: "555 0118" }));
  await deliver([
    view(18, { viewer_id: "batch-1", viewer_name: "Newer Canary", ...LATER }),
    view(19, { viewer_id: "batch-1", viewer_email: email, video_title: "Told by the same batch", ...LATER }),
  ]);
  const names = await db().read.viewer.findMany({ where: { key: "batch-1" } });
  expect(names).toMatchObject(names.map(() => ({ name: null, email: null, phone: null })));
  await expect
    .poll(() => tables(["batch-1", "Batch Canary", "Newer Canary", "555 0118"]), { timeout: 10_000 })
    .toEqual([]);
});

test("an address that others have too is not laid to rest with one who tells it late", async () => {
  await deliver(view(20, { viewer_id: "own-20", viewer_email: "team.canary@example.com" }));
  await deliver(view(21, { viewer_id: "own-21", viewer_custom_id: "own-custom-21" }));
  await erasePerson({ by: "viewer", value: "own-21" }, KEPT);
  await deliver(view(21, { viewer_id: "own-21", viewer_email: "team.canary@example.com", ...LATER }));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await deliver(view(22, { viewer_id: "own-20", viewer_email: "team.canary@example.com" }));
  const row = await db().read.view.findUniqueOrThrow({ where: { id: id(22) } });
  expect(row).toMatchObject({ viewerKey: "own-20", viewer_email: "team.canary@example.com" });
});

test("a record replayed after the erasure keeps no bytes", async () => {
  await deliver(view(30, { viewer_email: "replay.canary@example.com", viewer_id: "r30" }));
  await deliver({ ...view(31), started: "no date" });
  await erasePerson({ by: "email", value: "replay.canary@example.com" }, KEPT);
  // As a restored database would hold them: one that is understood today, one that is not.
  const bodies = [
    view(31, { viewer_email: "replay.canary@example.com" }),
    view(32, { viewer_email: "replay.canary@example.com", started: "no date" }),
  ];
  await deliver({ ...view(32), started: "no date" });
  const rows = await db().read.delivery.findMany({ where: { state: "open" }, orderBy: { id: "asc" } });
  for (const [i, row] of rows.entries())
    await db().write((tx) =>
      tx.delivery.update({ where: { id: row.id }, data: { body: Buffer.from(JSON.stringify(bodies[i])) } }),
    );
  const { outcomes } = await replay(rows.map((row) => row.id));
  expect(outcomes).toMatchObject({ applied: 1, quarantined: 1 });
  expect(await tables(["replay.canary"])).toEqual([]);
  expect(await db().read.delivery.count({ where: { state: "open" } })).toBe(0);
});

test("after a restore: quarantine, names, filters and rules are swept, and the newest choice about counts holds", async () => {
  const email = "swept.canary@example.com";
  await deliver(view(40, { viewer_email: email }));
  const asked = { by: "email", value: email } as const;
  const done = await erasePerson(asked, KEPT);
  const file = path.join(env().DATA_DIR, "tombstones.json");
  await erasePerson({ by: "viewer", value: String(done?.pseudonym) }, { ...KEPT, counted: false });
  const kept = readFileSync(file);
  const { views } = await figures();
  // As a backup from between the two would have it, and more from before the first.
  rmSync(file);
  await db().write(async (tx) => {
    await tx.tombstone.deleteMany({});
    await tx.view.deleteMany({ where: { id: id(40) } });
    await tx.counter.update({ where: { id: 1 }, data: { epoch: "restored", privacyRevision: 0 } });
  });
  forgetState();
  await deliver(`{"viewer_email":"swept.canary%40example.com",`);
  await deliver(view(41, { url: `https://example.com/?m=${email}`, viewer_id: "w41" }));
  await deliver(view(42, { viewer_id: "w42", viewer_email: email }));
  await deliver(view(42, { viewer_id: "w42", viewer_email: null, ...LATER }));
  await db().write(async (tx) => {
    await tx.segment.create({ data: { id: "s", userId: "u", name: "x", shared: true, search: `q=${email}` } });
    await tx.exclusion.create({ data: { id: "e", kind: "email", value: email, createdAt: 1 } });
    // Erased already, but counting still.
    await tx.tombstone.createMany({
      data: (JSON.parse(kept.toString()).tombstones as [string, string, boolean, number][])
        .filter(([, pseudonym]) => pseudonym === done?.pseudonym)
        .map(([digest, pseudonym]) => ({ digest, pseudonym, counted: true, erasedAt: 1 })),
    });
    await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: 1 } });
  });
  forgetState();
  await deliver(view(40, { viewer_email: email }));
  expect((await figures()).views).toBe(views + 3);
  writeFileSync(file, kept);
  expect(await sweepErased()).toBe(1);
  expect(await placesOf(["swept.canary"])).toEqual([]);
  expect((await figures()).views).toBe(views + 1);
  expect(await sweepErased()).toBe(0);
});

test.runIf(inject("database").dialect === "postgres")(
  "nothing may have needed DATA_DIR before an erasure",
  async () => {
    await deliver(view(50, { viewer_email: "folder.canary@example.com" }));
    rmSync(env().DATA_DIR, { recursive: true });
    await erasePerson({ by: "email", value: "folder.canary@example.com" }, KEPT);
    expect(existsSync(path.join(env().DATA_DIR, "tombstones.json"))).toBe(true);
  },
);
