import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { ingestRecords } from "./ingest";

/** Far more than go into the time that somebody else waits. */
const MOST = 3_000;

afterAll(() => db().close());

test.each([1, 3])("%i callers that bring one record after another leave others their turn", async (callers) => {
  let waited = false;
  let brought = 0;
  const other = sleep(20).then(() => {
    waited = true;
  });
  const bring = async () => {
    while (!waited && brought < MOST) {
      brought++;
      await ingestRecords([{ id: randomUUID() }], { source: "import" });
    }
  };
  await Promise.all(Array.from({ length: callers }, bring));
  expect(brought).toBeLessThan(MOST);
  await other;
});
