import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openColumns } from "../columns/columns";
import type { ColumnStore } from "../columns/store";
import type { Connection } from "../db/dialect";
import { migrate } from "../db/migrate";
import { postgres } from "../db/postgres";
import { ReadPlace } from "../db/read-place";
import { type RealPostgres, startPostgres } from "../db/testing/postgres";
import { silentProxy } from "../db/testing/silent-proxy";
import type { GroupQuery } from "../query/query";
import { openSql } from "./store";

const PATIENCE = { checkMs: 50, mostBehindMs: 600, caughtUpMs: 300 };

let primary: RealPostgres;
let replica: RealPostgres;
let main: Connection;
let place: ReadPlace;
const stores: Record<string, ColumnStore> = {};

beforeAll(async () => {
  primary = await startPostgres();
  replica = await primary.replica();
  main = await postgres.connect(primary.url);
  place = new ReadPlace(primary.url, replica.url, PATIENCE);
  await place.watch();
  const columns = openColumns(place.url);
  place.onChange((url) => columns.follow(url));
  Object.assign(stores, { columns, sql: openSql(place) });
});
afterAll(async () => {
  for (const store of Object.values(stores)) await store.close();
  await place?.close();
  await main?.close();
  await replica?.stop();
  await primary?.stop();
});

/** One more view, in a commit as the server makes them; its revision. */
async function commit(): Promise<number> {
  const id = crypto.randomUUID();
  const [row] = await main.query(
    `WITH moved AS (UPDATE counter SET revision = revision + 1 WHERE id = 1 RETURNING revision)
     INSERT INTO views (id, occurred_at, viewer_key, received_at, revision) SELECT $1, 1700000000000, 'v-' || $1, 0, revision FROM moved
     RETURNING revision`,
    [id],
  );
  return Number(row?.revision);
}

/** What both executors count, once they have come so far. */
async function counted(revision: number): Promise<number[]> {
  const all: GroupQuery = { kind: "groups", by: [], metrics: ["viewers"], from: null, until: null, filters: [] };
  return Promise.all(
    Object.values(stores).map(async (store) => {
      await store.reached(revision);
      const { answers } = await store.run({ zone: "UTC", completionThreshold: 95, queries: [all] });
      return answers[0].total.viewers;
    }),
  );
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let waited = 0; !holds(); waited += 20) {
    if (waited > 15_000) throw new Error(`Not within 15 s: ${what}, but ${JSON.stringify(place.state)}`);
    await sleep(20);
  }
}

const onReplica = async (sql: string) => {
  const connection = await postgres.connect(replica.url);
  const rows = await connection.query(sql);
  await connection.close();
  return rows;
};

test("reports come from the replica while it keeps up, from the primary while it does not or is gone", async () => {
  expect(place.state).toEqual({ from: "replica", lagMs: 0, refused: null });
  expect(await counted(await commit())).toEqual([1, 1]);
  const readers = "SELECT count(*) AS readers FROM pg_stat_activity WHERE backend_type = 'client backend'";
  // The follower's, the executor's and the watch's, beside the one that asks.
  expect(Number((await onReplica(readers))[0]?.readers)).toBeGreaterThanOrEqual(4);

  // It stops replaying: for a while figures stay, then the primary tells the newest.
  await onReplica("SELECT pg_wal_replay_pause()");
  const missed = await commit();
  await until("the replica is too far behind", () => place.state.refused === "behind");
  expect(place.state.lagMs).toBeGreaterThan(PATIENCE.mostBehindMs);
  expect(await counted(missed)).toEqual([2, 2]);
  await onReplica("SELECT pg_wal_replay_resume()");
  await until("the replica is read again", () => place.state.from === "replica");

  // A primary where nothing happens makes no lag.
  await sleep(2 * PATIENCE.mostBehindMs);
  expect(place.state).toEqual({ from: "replica", lagMs: 0, refused: null });

  // It goes in the middle of everything: no answer is late for it.
  await replica.halt();
  expect(await stores.sql?.run({ zone: "UTC", completionThreshold: 95, queries: [] })).toMatchObject({ answers: [] });
  await until("its loss is noticed", () => place.state.refused === "gone");
  expect(await counted(await commit())).toEqual([3, 3]);
  await replica.resume();
  await until("it is read once it is back", () => place.state.from === "replica");
  expect(await counted(await commit())).toEqual([4, 4]);
}, 120_000);

test("who did something sees it in reports at once, however far the replica is", async () => {
  await until("the replica is read", () => place.state.from === "replica");
  await onReplica("SELECT pg_wal_replay_pause()");
  const own = await commit();
  place.owe(own);
  expect(place.state).toMatchObject({ from: "primary", refused: null });
  const all = await counted(own);
  await place.check();
  expect(place.state).toMatchObject({ from: "primary", refused: null });
  // Somebody is erased, by another instance: whoever follows begins anew, and the replica is no stranger for that.
  const [row] = await main.query(
    "UPDATE counter SET revision = revision + 1, privacy_revision = revision + 1, epoch = 'another' WHERE id = 1 RETURNING revision",
  );
  await place.check();
  expect(place.state).toMatchObject({ from: "primary", refused: null });
  expect(await counted(Number(row?.revision))).toEqual(all);
  await onReplica("SELECT pg_wal_replay_resume()");
  await until("the replica is read again", () => place.state.from === "replica");
  expect(await counted(Number(row?.revision))).toEqual(all);
}, 60_000);

test("a replica that falls silent in the middle of a batch keeps nobody waiting", async () => {
  const proxy = await silentProxy(replica.url);
  const near = new ReadPlace(primary.url, proxy.url, PATIENCE);
  await near.watch();
  const store = openSql(near);
  expect(near.state.from).toBe("replica");
  await store.status();
  proxy.fallSilent();
  const began = Date.now();
  const batch = { zone: "UTC", completionThreshold: 95, queries: [] };
  // More than there are connections, so that some are in line.
  const answers = await Promise.all(Array.from({ length: 8 }, () => store.run(batch)));
  expect(answers.map((one) => one.answers)).toEqual(answers.map(() => []));
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(near.state.refused).toBe("gone");
  await store.close();
  proxy.close();
  await near.close();
}, 60_000);

test("another database is no replica", async () => {
  await main.script("CREATE DATABASE other TEMPLATE template0");
  const other = primary.url.replace(/base$/, "other");
  await migrate(postgres, other);
  const wrong = new ReadPlace(primary.url, other, PATIENCE);
  await wrong.watch();
  expect(wrong.state).toMatchObject({ from: "primary", refused: "stranger" });
  expect(wrong.url).toBe(primary.url);
  await wrong.close();
  // Nor is one that is not Viewledger's; it answers, after all.
  const foreign = new ReadPlace(primary.url, primary.url.replace(/base$/, "postgres"), PATIENCE);
  await foreign.watch();
  expect(foreign.state).toMatchObject({ from: "primary", refused: "stranger" });
  await foreign.close();
}, 60_000);
