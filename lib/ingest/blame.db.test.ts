import { afterAll, beforeAll, expect, test } from "vitest";
import { db, Prisma } from "../db";
import { dialectOf } from "../db/dialects";
import { env } from "../env";
import { toIncoming } from "./incoming";
import { ingest } from "./ingest";

const view = (fields: object) => {
  const value = { id: crypto.randomUUID(), video_id: crypto.randomUUID(), percentage: 5, ...fields };
  const from = { receivedAt: Date.now(), source: "webhook" as const, keyId: null };
  return toIncoming(value, Buffer.from(JSON.stringify(value)), from);
};
const another = () => dialectOf(env()).connect(env().DATABASE_URL);

beforeAll(async () => {
  // The database's own message about it speaks of a full disk and a lock.
  await db().write((tx) => tx.$executeRaw`CREATE UNIQUE INDEX disk_full_lock ON views ((tag5 || ''))`);
  await ingest([view({ tag5: "taken" })]);
});
afterAll(() => db().close());

test("a record that the database refuses is quarantined alone, whatever the words of the refusal", async () => {
  const items = Array.from({ length: 20 }, (_, i) => view({ tag5: i === 13 ? "taken" : `free ${i}` }));
  const outcomes = await ingest(items);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(items.map((_, i) => (i === 13 ? "quarantined" : "applied")));
  expect(outcomes[13]).toMatchObject({ id: items[13]?.record?.id, reason: "unstorable" });
  const kept = await db().read.delivery.findUniqueOrThrow({ where: { id: outcomes[13]?.delivery } });
  expect(Buffer.from(kept.body ?? []).equals(Buffer.from(items[13]?.body ?? []))).toBe(true);
});

test("a broken database quarantines nothing: the sender is told to come back, and succeeds later", async () => {
  const item = view({ tag5: "later" });
  const before = await db().read.delivery.count();
  await db().write((tx) => tx.$executeRaw`ALTER TABLE viewers RENAME TO away`);
  await expect(ingest([view({ viewer_name: "Ann" }), item])).rejects.toMatchObject({ name: "IngestUnavailable" });
  await db().write((tx) => tx.$executeRaw`ALTER TABLE away RENAME TO viewers`);
  expect(await db().read.delivery.count()).toBe(before);
  expect(await ingest([item])).toMatchObject([{ outcome: "applied" }]);
});

test("while another process writes, deliveries wait and nothing else does", async () => {
  const other = await another();
  await other.script("BEGIN");
  await other.script("UPDATE counter SET revision = revision WHERE id = 1");
  let stored = false;
  const waiting = ingest([view({ tag5: "patient" })]).then((outcomes) => {
    stored = true;
    return outcomes;
  });
  // Each of these takes its turn on the event loop that a waiting driver would hold.
  for (let turn = 0; turn < 20; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await db().read.$queryRaw(Prisma.sql`SELECT 1 AS one`)).toHaveLength(1);
  }
  expect(stored).toBe(false);
  await other.script("COMMIT");
  await other.close();
  expect(await waiting).toMatchObject([{ outcome: "applied" }]);
});
