import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "../db";
import { ingest } from "./ingest";
import { bringBack, dismiss, endSilence, silence } from "./quarantine";
import { recordsOf } from "./records";
import { replay, replayKind } from "./replay";
import { listSilences } from "./silences";

const HOUR_MS = 3_600_000;
const newId = () => crypto.randomUUID();
const AT = Date.parse("2026-03-01T12:00:00Z");

/** As the webhook takes it; returns the ledger's rows. */
async function deliver(body: unknown, receivedAt = AT) {
  const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  const { items } = recordsOf(bytes, "application/json", { receivedAt, source: "webhook", keyId: "k" });
  return (await ingest(items)).map(({ delivery }) => delivery);
}
const one = async (body: unknown, receivedAt?: number) => (await deliver(body, receivedAt))[0] as string;
const row = (id: string) => db().read.delivery.findUniqueOrThrow({ where: { id } });
const view = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  percentage: 50,
  updated_at: "2026-03-01T11:00:00Z",
  ...fields,
});
const ahead = (id: string) => view(id, { updated_at: new Date(AT + HOUR_MS).toISOString() });
const sum = (outcomes: Record<string, number>) => Object.values(outcomes).reduce((total, count) => total + count, 0);

beforeEach(async () => {
  await db().write(async (tx) => {
    await tx.delivery.deleteMany();
    await tx.silence.deleteMany();
  });
});
afterAll(() => db().close());

describe("replay", () => {
  test("a record that turns out to be of a silenced kind waits no longer", async () => {
    const [id, video, other] = [newId(), newId(), newId()];
    const delivery = await one({ ...ahead(id), video_id: video });
    await one(view(id, { video_id: other }));
    await silence({ reason: "other_video", path: null });
    const later = AT + 2 * HOUR_MS;
    expect(await replay([delivery], later)).toMatchObject({ outcomes: { quarantined: 1 } });
    expect(await row(delivery)).toMatchObject({
      state: "dismissed",
      reason: "other_video",
      dismissedAt: BigInt(later),
    });
  });

  test("a record whose time has come is applied, noted on its row, and never again", async () => {
    const id = newId();
    const delivery = await one(ahead(id));
    expect(await row(delivery)).toMatchObject({ state: "open", reason: "updated_in_future", replayedAt: null });

    expect(await replay([delivery], AT + 60_000)).toMatchObject({ outcomes: { quarantined: 1 } });
    expect(await row(delivery)).toMatchObject({ state: "open", replayOutcome: "quarantined" });

    const later = AT + 2 * HOUR_MS;
    expect(await replay([delivery], later)).toMatchObject({ outcomes: { applied: 1 }, skipped: 0 });
    const done = await row(delivery);
    expect(done).toMatchObject({
      state: "replayed",
      outcome: "quarantined",
      replayOutcome: "applied",
      replayedAt: BigInt(later),
    });
    const stored = await db().read.view.findUniqueOrThrow({ where: { id } });
    expect(stored.receivedAt).toBe(BigInt(AT));

    expect(await replay([delivery], later + 1)).toMatchObject({ outcomes: { applied: 0, duplicate: 0 }, skipped: 1 });
    expect(await row(delivery)).toEqual(done);
    expect(await db().read.view.findUniqueOrThrow({ where: { id } })).toEqual(stored);
    expect(await db().read.delivery.count()).toBe(1);
  });

  test("two at once merge it once", async () => {
    const [id, later] = [newId(), AT + 2 * HOUR_MS];
    const delivery = await one(ahead(id));
    await Promise.all([replay([delivery], later), replay([delivery], later)]);
    expect((await row(delivery)).replayOutcome).toMatch(/applied|duplicate/);
    expect(await db().read.view.count({ where: { id } })).toBe(1);
    expect(await db().read.delivery.count()).toBe(1);
  });

  test("a conflict that vanished applies; what was overtaken meanwhile is stale", async () => {
    const [id, video, other] = [newId(), newId(), newId()];
    await one(view(id, { video_id: video }));
    const conflict = await one(view(id, { video_id: other, percentage: 9, updated_at: "2026-03-01T11:30:00Z" }));
    expect((await row(conflict)).reason).toBe("other_video");
    expect(await replay([conflict], AT)).toMatchObject({ outcomes: { quarantined: 1 } });
    await db().commit((tx) => tx.view.delete({ where: { id } }));
    expect(await replay([conflict], AT)).toMatchObject({ outcomes: { applied: 1 } });

    const stale = newId();
    const early = await one(ahead(stale));
    await one(view(stale, { percentage: 80, updated_at: new Date(AT + HOUR_MS + 1).toISOString() }), AT + HOUR_MS);
    expect(await replay([early], AT + 2 * HOUR_MS)).toMatchObject({ outcomes: { stale: 1 } });
    expect(await row(early)).toMatchObject({ state: "replayed", replayOutcome: "stale" });
  });

  test("a record that is bad for another reason now stays under that one", async () => {
    const delivery = await one('{"id":');
    await db().write((tx) =>
      tx.delivery.update({ where: { id: delivery }, data: { body: Buffer.from('{"id":"x","percentage":1}') } }),
    );
    expect(await replay([delivery], AT)).toMatchObject({ outcomes: { quarantined: 1 } });
    expect(await row(delivery)).toMatchObject({ state: "open", reason: "invalid_id", path: "id" });
  });

  test("a body of several records is done with when all are", async () => {
    const [good, bad] = [newId(), newId()];
    const delivery = await one('{"id":');
    const both = (tail: string) => Buffer.from(`[${JSON.stringify(view(good))},${tail}]`);
    await db().write((tx) =>
      tx.delivery.update({ where: { id: delivery }, data: { body: both(JSON.stringify({ id: bad, started: "0" })) } }),
    );
    await replay([delivery], AT);
    expect(await row(delivery)).toMatchObject({ state: "open", reason: "invalid_date", path: "started" });
    expect(await db().read.view.count({ where: { id: good } })).toBe(1);
    await db().write((tx) =>
      tx.delivery.update({ where: { id: delivery }, data: { body: both(JSON.stringify(view(bad))) } }),
    );
    await replay([delivery], AT);
    expect(await row(delivery)).toMatchObject({ state: "replayed", replayOutcome: "applied" });
  });

  test("all of a kind, in several goes, each record once a go", async () => {
    const ids = Array.from({ length: 450 }, newId);
    await deliver(ids.map(ahead));
    const stubborn = await one({ id: newId(), started: "0" });
    const kind = { reason: "updated_in_future", path: null };
    const startedAt = AT + 2 * HOUR_MS;
    expect(await replayKind(kind, { startedAt, deadline: 0 })).toMatchObject({ complete: false });

    const deadline = Number.POSITIVE_INFINITY;
    const early = await replayKind(kind, { startedAt: AT + 60_000, deadline });
    expect(early).toMatchObject({ complete: true, outcomes: { quarantined: ids.length } });

    const done = await replayKind(kind, { startedAt, deadline });
    expect(done).toMatchObject({ complete: true, outcomes: { applied: ids.length, quarantined: 0 } });
    expect(sum(done.outcomes)).toBe(ids.length);
    expect(await row(stubborn)).toMatchObject({ state: "open", replayedAt: null });
  });
});

describe("dismissing", () => {
  test("one record, and back again", async () => {
    const delivery = await one("null");
    expect(await dismiss([delivery], AT + 1)).toBe(1);
    expect(await row(delivery)).toMatchObject({ state: "dismissed", dismissedAt: BigInt(AT + 1) });
    expect(await dismiss([delivery])).toBe(0);
    expect(await bringBack([delivery])).toBe(1);
    expect(await row(delivery)).toMatchObject({ state: "open", dismissedAt: null });
  });

  test("a kind is silent for what comes too, only that kind, until the silence ends", async () => {
    const interaction = () => one({ id: newId(), type_of: "click", parent_id: newId() });
    const first = await interaction();
    const kind = { reason: "interaction", path: null };
    expect(await silence(kind)).toBe(1);
    expect(await silence(kind)).toBe(0);
    expect(await row(first)).toMatchObject({ state: "dismissed" });
    expect(await row(await interaction())).toMatchObject({ state: "dismissed", dismissedAt: BigInt(AT) });
    expect(await row(await one({ id: newId(), email: "a@example.com" }))).toMatchObject({ state: "open" });
    expect(await listSilences()).toMatchObject([kind]);
    await endSilence(kind);
    expect(await row(await interaction())).toMatchObject({ state: "open" });
    expect(await listSilences()).toEqual([]);
  });

  test("a silence holds for its place in the record alone", async () => {
    await silence({ reason: "invalid_date", path: "started" });
    expect(await row(await one({ id: newId(), started: "0" }))).toMatchObject({ state: "dismissed" });
    expect(await row(await one({ id: newId(), percentage: 1, finished: "0" }))).toMatchObject({ state: "open" });
  });

  test("tests never wait for anybody", async () => {
    const delivery = await one("");
    expect(await row(delivery)).toMatchObject({ reason: "test", state: "dismissed" });
    expect(await bringBack([delivery])).toBe(0);
  });

  test("what is dismissed can be replayed", async () => {
    const delivery = await one(ahead(newId()));
    await dismiss([delivery]);
    expect(await replay([delivery], AT + 2 * HOUR_MS)).toMatchObject({ outcomes: { applied: 1 } });
    expect(await row(delivery)).toMatchObject({ state: "replayed" });
    expect(await bringBack([delivery])).toBe(0);
  });
});
