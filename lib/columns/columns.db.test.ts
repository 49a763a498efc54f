import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { columns } from "./columns";

afterAll(async () => {
  await columns().close();
  await db().close();
});

const ask = () =>
  columns().run({
    zone: "UTC",
    completionThreshold: 95,
    queries: [
      {
        kind: "groups",
        by: ["video"],
        metrics: ["viewers", "percentage", "correctness"],
        from: null,
        until: null,
        filters: [],
      },
    ],
  });
const view = (percentage: number | null) => ({
  id: crypto.randomUUID(),
  video_id: "v1",
  started: "2026-01-01T00:00:00Z",
  percentage,
  correctness: null,
});
const revision = async () => Number((await db().read.counter.findFirstOrThrow()).revision);

test("what is committed shows, and nothing is missed under parallel commits", async () => {
  await columns().reached(0);
  const views = Array.from({ length: 60 }, (_, i) => view(i === 0 ? null : i));
  await Promise.all(views.map((one) => ingestRecords([one], { source: "demo" })));
  await columns().reached(await revision());
  const { answers } = await ask();
  expect(answers[0].groups).toMatchObject([
    { keys: ["v1"], sums: { views: 60, viewers: 60, percentageKnown: 59, correctnessKnown: 0 } },
  ]);
});

test("a deleted view leaves, and a new epoch makes the store begin again", async () => {
  const { id } = await db().read.view.findFirstOrThrow();
  await db().commit((tx, at) => tx.view.update({ where: { id }, data: { deletedAt: 1n, revision: at } }));
  await columns().reached(await revision());
  expect((await ask()).answers[0].total.views).toBe(59);

  await db().commit(async (tx) => {
    await tx.view.deleteMany({ where: { percentage: { gt: 10 } } });
    await tx.counter.update({ where: { id: 1 }, data: { epoch: "restored" } });
  });
  await columns().reached(await revision());
  expect((await ask()).answers[0].total.views).toBe(await db().read.view.count({ where: { deletedAt: null } }));
  expect(await columns().status()).toMatchObject({ state: "ready" });
});
