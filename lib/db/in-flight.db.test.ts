import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Connection, Database, db } from "../db";
import type { GroupQuery } from "../query/query";
import { openSql } from "../sql/store";
import { ReadPlace } from "./read-place";
import { lookLikeCitus } from "./testing/as-citus";

const isPostgres = inject("database").dialect === "postgres";
let other: Connection;
beforeAll(async () => {
  other = await db().dialect.connect(db().url);
});
afterAll(async () => {
  await other.close();
  await db().close();
});

const ALL: GroupQuery = { kind: "groups", by: [], metrics: [], from: null, until: null, filters: [] };

/** Whether something is still waiting after a moment. */
async function waits(work: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([work.then(() => "done"), sleep(300, "waiting")])) === "waiting";
}

test.runIf(isPostgres)(
  "on Citus readers, and who writes next, wait until a commit is everywhere; elsewhere nobody does",
  async () => {
    const store = openSql(new ReadPlace(db().url, undefined));
    let threshold = 50;
    // Another question each time, so that no answer is a former one.
    const asked = () => store.run({ zone: "UTC", completionThreshold: threshold++, queries: [ALL] });
    const settled = async () => {
      const reader = await db().dialect.connect(db().url);
      await reader.settled();
      await reader.close();
    };
    await other.begin();
    expect(await waits(asked())).toBe(false);
    expect(await waits(settled())).toBe(false);
    await other.script("COMMIT");

    await lookLikeCitus(other);
    await other.begin();
    // What begins a transaction is sent, not waited for; after the next answer the lock is held.
    await other.query("SELECT 1");
    const all = [
      asked(),
      settled(),
      db().commit(async (_, revision) => revision),
      db().commitRows(async (_, revision) => revision),
    ];
    for (const one of all) expect(await waits(one)).toBe(true);
    // Of what a transaction begins with, the first that failed is told, not that all else was refused for it.
    const impatient = new Database(db().dialect, `${db().url}?options=-c%20lock_timeout%3D100`);
    await expect(impatient.commitRows(async (_, revision) => revision)).rejects.toMatchObject({ code: "55P03" });
    await impatient.close();
    await other.script("COMMIT");
    await Promise.all(all);
    await store.close();
  },
);
