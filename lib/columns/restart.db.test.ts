import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { env } from "../env";
import { ingestRecords } from "../ingest/ingest";
import { openColumns } from "./columns";
import { Follower } from "./follower";
import { type ColumnStore, isStoreNotReady } from "./store";

afterAll(() => db().close());

const snapshot = () => path.join(env().DATA_DIR, "test.snapshot");
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const view = (n: number, percentage: number | null, updated = "2026-01-02T00:00:00Z") => ({
  id: id(n),
  video_id: `00000000-0000-4000-9000-${String(n % 9).padStart(12, "0")}`,
  started: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
  updated_at: updated,
  percentage,
  correctness: null,
});

const revision = async () => Number((await db().read.counter.findFirstOrThrow()).revision);

async function sums(store: ColumnStore) {
  await store.reached(await revision());
  const { answers } = await store.run({
    zone: "UTC",
    completionThreshold: 95,
    queries: [
      { kind: "groups", by: ["video"], metrics: ["viewers", "percentage"], from: null, until: null, filters: [] },
      { kind: "rows", from: null, until: null, filters: [], limit: 3, offset: 0 },
    ],
  });
  return answers;
}

async function opened<T>(work: (store: ColumnStore) => Promise<T>): Promise<T> {
  const store = openColumns(env().DATABASE_URL, snapshot());
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

test("a store goes on from its snapshot, with what happened meanwhile, and does without a damaged one", async () => {
  const views = Array.from({ length: 6_000 }, (_, n) => view(n, n % 10 === 0 ? null : n % 101));
  for (let from = 0; from < views.length; from += 2_000)
    await ingestRecords(views.slice(from, from + 2_000), { source: "demo" });
  const before = await opened(sums);
  expect(before[0].total).toMatchObject({ views: 6_000, viewers: 6_000, percentageKnown: 5_400 });
  expect(existsSync(snapshot())).toBe(true);

  expect(await opened(sums)).toEqual(before);
  await ingestRecords([view(3, 100, "2026-01-03T00:00:00Z"), view(6_001, 50)], { source: "demo" });
  await db().commit((tx, at) => tx.view.update({ where: { id: id(7) }, data: { deletedAt: 1n, revision: at } }));
  const after = await opened(sums);
  expect(after[0].total).toMatchObject({ views: 6_000, percentageSum: before[0].total.percentageSum + 97 - 7 + 50 });
  expect(after[1].ids[0]).toBe(id(6_001));

  const bytes = readFileSync(snapshot());
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 0xff;
  writeFileSync(snapshot(), bytes);
  expect(await opened(sums)).toEqual(after);
  expect(statSync(snapshot()).size).toBeGreaterThan(0);
});

test("more views than memory is allowed for are refused in clear words, not by a crash", async () => {
  const follower = new Follower({ databaseUrl: env().DATABASE_URL, snapshotFile: null, maxMegabytes: 0 });
  const following = follower.follow();
  await expect.poll(() => follower.status().state).toBe("failed");
  expect(follower.status().error).toMatch(/views take more than the 0 MB that COLUMNS_MEMORY_MB allows/);
  expect(await follower.run({ zone: "UTC", completionThreshold: 95, queries: [] })).toBeNull();
  follower.close();
  await following;
});

test("while views are loaded it is told how many are there", async () => {
  const store = openColumns(env().DATABASE_URL);
  const filling = new Set<number>();
  const batch = { zone: "UTC", completionThreshold: 95, queries: [] } as const;
  for (;;) {
    const status = await store.status();
    if (status.state === "ready") break;
    filling.add(status.views);
    expect(status.views).toBeLessThanOrEqual(status.expected);
    await store.run(batch).then(
      () => store.status().then(({ state }) => expect(state).toBe("ready")),
      (error: unknown) => expect(isStoreNotReady(error)).toBe(true),
    );
  }
  await store.close();
  // Pieces of 5,000.
  expect([...filling].some((views) => views > 0)).toBe(true);
});

test("a store that is closed while it loads does not load on", async () => {
  const follower = new Follower({ databaseUrl: env().DATABASE_URL, snapshotFile: null, maxMegabytes: 64 });
  const following = follower.follow();
  await expect.poll(() => follower.status().views, { interval: 0 }).toBeGreaterThan(0);
  expect(follower.status().state).toBe("filling");
  follower.close();
  await following;
  expect(follower.status().state).not.toBe("ready");
});

test("whoever asks a closed store is told so, and not left waiting", async () => {
  const store = openColumns(env().DATABASE_URL);
  await store.reached(await revision());
  const batch = { zone: "UTC", completionThreshold: 95, queries: [] } as const;
  const asked = store.run(batch).catch((error: Error) => error);
  const closing = store.close();
  const late = [store.run(batch), store.status(), store.reached(0)];
  for (const one of late) await expect(one).rejects.toThrow("The store of views is closed");
  await closing;
  await expect(store.run(batch)).rejects.toThrow("The store of views is closed");
  // Asked before: answered, or told.
  expect(await asked).toBeDefined();
  await store.close();
});
