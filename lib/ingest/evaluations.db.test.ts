import { afterAll, expect, test, vi } from "vitest";
import { db } from "../db";
import { IngestUnavailable } from "./ingest";

afterAll(() => db().close());

test("what another evaluation's commit could not store is waited for like one's own", async () => {
  vi.resetModules();
  const other = await import("./ingest");
  expect(other.IngestUnavailable).not.toBe(IngestUnavailable);
  expect(new other.IngestUnavailable("The database cannot be written") instanceof IngestUnavailable).toBe(true);
  expect(new other.IngestBusy("The queue is full") instanceof IngestUnavailable).toBe(false);
});
