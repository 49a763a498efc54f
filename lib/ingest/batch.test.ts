import { expect, test } from "vitest";
import { mostJobs, takeBatch } from "./batch";
import type { Incoming } from "./incoming";
import type { Job } from "./queued";

const job = (records: number, bytes = 100): Job => ({
  items: Array<Incoming>(records).fill({} as Incoming),
  bytes,
  resolve() {},
  reject() {},
});

test("where another process commits, a transaction takes a part of the deliveries at work", () => {
  expect(mostJobs(32, true)).toBe(22);
  expect(mostJobs(33, true)).toBe(22);
  expect(mostJobs(256, true)).toBe(171);
});

test("few deliveries, files, and what this process commits itself are not parted", () => {
  expect(mostJobs(12, true)).toBe(12);
  expect(mostJobs(0, true)).toBe(Number.POSITIVE_INFINITY);
  expect(mostJobs(32, false)).toBe(Number.POSITIVE_INFINITY);
});

test("a batch is taken from the head of the queue and leaves the rest in order", () => {
  const queue = Array.from({ length: 20 }, () => job(1));
  const all = [...queue];
  const batch = takeBatch(queue, 16);
  expect(batch.jobs).toEqual(all.slice(0, 16));
  expect(batch).toMatchObject({ records: 16, bytes: 1_600 });
  expect(queue).toEqual(all.slice(16));
});

test("a batch ends before it holds too many records or bytes, but one job is always taken", () => {
  expect(takeBatch([job(1_500), job(501)], 16).jobs).toHaveLength(1);
  expect(takeBatch([job(1_500), job(500)], 16).jobs).toHaveLength(2);
  expect(takeBatch([job(1, 8 * 1_048_576), job(1)], 16).jobs).toHaveLength(1);
  expect(takeBatch([job(5_000, 1e9), job(1)], 16).jobs).toHaveLength(1);
});
