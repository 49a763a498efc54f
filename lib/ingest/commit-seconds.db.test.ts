import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { metrics } from "../watching/metrics";
import { ingestRecords } from "./ingest";

/** Far longer than one record's transaction. */
const WRITING_MS = 1_000;

afterAll(() => db().close());

test("how long a transaction took is told without the wait for another write of this process", async () => {
  const bring = () => ingestRecords([{ id: crypto.randomUUID() }], { source: "import" });
  await bring();
  const before = await measured();
  const writing = db().commit(() => sleep(WRITING_MS));
  await bring();
  await writing;
  const after = await measured();
  expect(after.count).toBe(before.count + 1);
  expect(after.sum - before.sum).toBeLessThan(WRITING_MS / 2_000);
});

async function measured() {
  const { values } = await metrics().commits.get();
  const of = (end: string) => values.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0;
  return { count: of("_count"), sum: of("_sum") };
}
