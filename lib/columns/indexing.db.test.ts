import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
import { db } from "../db";
import { env } from "../env";
import { ingestRecords } from "../ingest/ingest";
import type { Batch } from "../query/query";
import { Follower } from "./follower";

vi.mock("./bounds", async (original) => ({ ...(await original<object>()), INDEXED_AT_ONCE: 4 }));
afterAll(() => db().close());

const READERS = 4;
const VIEWS = 6_000;
const view = (n: number) => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  started: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
  percentage: n % 101,
});
const batch = (n: number): Batch => ({
  ...{ zone: "UTC", completionThreshold: 90 + n / 1_000_000 },
  queries: [{ kind: "groups", by: ["viewer"], metrics: ["viewers"], from: null, until: null, filters: [], limit: 5 }],
});

function started() {
  const snapshotFile = path.join(env().DATA_DIR, "indexing.snapshot");
  const follower = new Follower({ databaseUrl: env().DATABASE_URL, snapshotFile, maxMegabytes: 100 });
  const following = follower.follow();
  const stop = async () => {
    follower.close();
    await following;
  };
  return { follower, stop };
}
const revision = async () => Number((await db().read.counter.findFirstOrThrow()).revision);

test("beside questions without a pause, what comes right after a start does not wait for the steps of the index", async () => {
  const views = Array.from({ length: VIEWS }, (_, n) => view(n));
  for (let from = 0; from < VIEWS; from += 2_000)
    await ingestRecords(views.slice(from, from + 2_000), { source: "demo" });
  const first = started();
  await first.follower.reached(await revision());
  await first.stop();

  const { follower, stop } = started();
  await expect.poll(() => follower.status().state, { interval: 1 }).toBe("ready");
  let [asked, done] = [0, false];
  const readers = Array.from({ length: READERS }, async () => {
    while (!done) {
      await follower.run(batch(++asked));
      // As a message to the store's thread would.
      await nextTurn();
    }
  });
  await ingestRecords([view(VIEWS)], { source: "demo" });
  const before = asked;
  await follower.reached(await revision());
  const meanwhile = asked - before;
  done = true;
  await Promise.all(readers);
  const answer = await follower.run(batch(++asked));
  await stop();
  expect(answer?.answers[0]).toMatchObject({ total: { views: VIEWS + 1 } });
  // 20 to 100; in steps of four, each behind a question of every reader, 320 to 900, when the time for steps is over.
  expect(meanwhile).toBeLessThan(280);
});
