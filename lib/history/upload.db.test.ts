import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { env } from "../env";
import { historyJob, stopHistoryJob } from "./job";
import { takeUpload } from "./upload";

afterAll(() => db().close());

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `${JSON.stringify({ id: id(from + n), percentage: 5 })}\n`).join("");
const body = (text: string) => new Response(text).body;
const take = (text: string, more: { name?: string; dryRun?: boolean } = {}) =>
  takeUpload({ body: body(text), name: "views.ndjson", size: text.length, dryRun: false, ...more });

async function ended() {
  for (;;) {
    const job = await historyJob();
    if (job && job.state !== "receiving" && job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("there is none at first", async () => {
  expect(await historyJob()).toBeNull();
});

test("a file is stored after it has come, told of, and not kept", async () => {
  const begun = await take(lines(0, 700), { name: "C:\\data\\views.ndjson" });
  expect(begun).toMatchObject({ kind: "import", file: "views.ndjson" });
  await expect(take(lines(0, 1))).rejects.toMatchObject({ status: 409 });
  expect(await ended()).toMatchObject({
    id: begun.id,
    state: "done",
    counts: { applied: 700, quarantined: 0 },
    at: 700,
    message: null,
  });
  expect(await db().read.view.count()).toBe(700);
  expect(readdirSync(path.join(env().DATA_DIR, "uploads"))).toEqual([]);
});

test("a rehearsal stores nothing", async () => {
  await take(lines(0, 800), { dryRun: true });
  expect(await ended()).toMatchObject({ kind: "rehearsal", state: "done", counts: { applied: 100, duplicate: 700 } });
  expect(await db().read.view.count()).toBe(700);
});

test("a damaged file says what is wrong; its good records are stored", async () => {
  await take(`[${JSON.stringify({ id: id(5_000), percentage: 1 })},{"id":"x"`, { name: "cut.json" });
  expect(await ended()).toMatchObject({
    state: "failed",
    counts: { applied: 1 },
    message: expect.stringMatching(/line 1/),
  });
});

test("stopped, it ends after the chunk under way", async () => {
  await take(lines(10_000, 40_000));
  await stopHistoryJob();
  const job = await ended();
  expect(job.state).toBe("stopped");
  expect(await db().read.view.count({ where: { id: { gte: id(10_000) } } })).toBe(job.counts.applied);
  expect(job.counts.applied).toBeLessThan(30_000);
});

test("stopped while it comes, nothing of it is stored", async () => {
  const endless = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(Buffer.from(lines(70_000, 70_001)));
    },
  });
  const taking = takeUpload({ body: endless, name: "endless.ndjson", size: null, dryRun: false });
  const refused = expect(taking).rejects.toMatchObject({ status: 409, detail: "The upload was stopped." });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await historyJob()).toMatchObject({ state: "receiving" });
  await stopHistoryJob();
  await refused;
  expect(await historyJob()).toMatchObject({ state: "stopped", message: null });
  expect(await db().read.view.count({ where: { id: id(70_000) } })).toBe(0);
});

test("a file that does not come whole is no job, and the next one can come", async () => {
  let pulled = 0;
  const breaking = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulled++ < 3) controller.enqueue(Buffer.from(lines(50_000 + pulled, 50_001 + pulled)));
      else controller.error(new Error("gone"));
    },
  });
  await expect(takeUpload({ body: breaking, name: "views.ndjson", size: null, dryRun: false })).rejects.toMatchObject({
    status: 400,
    detail: expect.stringMatching(/did not arrive whole/),
  });
  expect(await historyJob()).toMatchObject({ state: "failed" });
  expect(await db().read.view.count({ where: { id: { gte: id(50_000) } } })).toBe(0);
  await expect(take("")).rejects.toMatchObject({ status: 400 });
  await take(lines(60_000, 60_001));
  expect(await ended()).toMatchObject({ state: "done", counts: { applied: 1 } });
});

test("a job of which nothing was heard for long was interrupted, and keeps nobody waiting", async () => {
  const row = await db().read.setting.findUniqueOrThrow({ where: { key: "history.job" } });
  const value = JSON.stringify({ ...JSON.parse(row.value), state: "running" });
  await db().write((tx) => tx.setting.update({ where: { key: "history.job" }, data: { value } }));
  expect(await historyJob()).toMatchObject({ state: "running" });
  expect(await historyJob(Date.now() + 60_000)).toMatchObject({ state: "interrupted" });
  // Another process's, as far as this one knows.
  await expect(take(lines(0, 1))).rejects.toMatchObject({ status: 409 });
});
