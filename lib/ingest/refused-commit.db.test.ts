import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";
import { toIncoming } from "./incoming";
import { drain, ingest } from "./ingest";
import { queued } from "./queued";

afterAll(() => db().close());

const view = (tag5: string) => {
  const value = { id: crypto.randomUUID(), video_id: crypto.randomUUID(), percentage: 5, tag5 };
  return toIncoming(value, Buffer.from(JSON.stringify(value)), {
    receivedAt: Date.now(),
    source: "webhook",
    keyId: null,
  });
};

/** Refuses a view at the commit, and takes its time, so that the next transaction is under way by then. */
async function refusing<T>(code: string, work: () => Promise<T>): Promise<T> {
  const connection = await db().dialect.connect(db().url);
  await connection.script(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(0.2); RAISE EXCEPTION 'refused' USING ERRCODE = '${code}'; END $$;
    CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON views DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
      WHEN (NEW.tag5 = 'refused') EXECUTE FUNCTION refuse();`);
  try {
    return await work();
  } finally {
    await connection.script("DROP TRIGGER refuse ON views; DROP FUNCTION refuse()");
    await connection.close();
  }
}

test.runIf(inject("database").dialect === "postgres").each([
  { whose: "data", code: "23514", first: ["quarantined", "applied"], again: ["applied", "duplicate"] },
  { whose: "database", code: "53100", first: null, again: ["applied", "applied"] },
])(
  "a batch refused at its commit while the next is under way, by a fault of the $whose: nothing is lost or told wrongly",
  async ({ code, first, again }) => {
    const [refused, innocent, behind] = [view("refused"), view("fine"), view("behind")];
    const [one, two] = await refusing(code, async () => {
      const one = ingest([refused, innocent]);
      while (queued().jobs.length > 0) await nextTurn();
      return Promise.allSettled([one, ingest([behind])]);
    });
    const told = one.status === "fulfilled" ? one.value.map(({ outcome }) => outcome) : one.reason.name;
    expect(told).toEqual(first ?? "IngestUnavailable");
    if (two.status === "rejected") expect(two.reason).toMatchObject({ name: "IngestUnavailable" });
    expect(await db().read.view.count({ where: { id: behind.record?.id } })).toBe(two.status === "fulfilled" ? 1 : 0);
    await drain();
    expect(queued()).toMatchObject({ jobs: [], records: 0, bytes: 0, running: null });

    const outcomes = await ingest([refused, innocent, behind]);
    const behindAgain = two.status === "fulfilled" ? "duplicate" : "applied";
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([...again, behindAgain]);
    const ids = [refused, innocent, behind].map(({ record }) => record?.id ?? "");
    expect(await db().read.view.count({ where: { id: { in: ids } } })).toBe(3);
    await drain();
    expect(queued()).toMatchObject({ jobs: [], records: 0, bytes: 0, running: null });
  },
);
