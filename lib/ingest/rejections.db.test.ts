import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { noteRejection, rejectionsSince, writeRejections } from "./rejections";

const DAY_MS = 24 * 3_600_000;
const past = () => new Date(Date.now() - DAY_MS);
const totals = async () => {
  const counts: Record<number, number> = {};
  for (const { status, count } of await rejectionsSince(past())) counts[status] = (counts[status] ?? 0) + count;
  return counts;
};

afterAll(() => db().close());

test("ten thousand refused requests are a row or two, counted at once and after they were written", async () => {
  for (let i = 0; i < 10_000; i++) noteRejection(401);
  noteRejection(413);
  expect(await totals()).toEqual({ 401: 10_000, 413: 1 });
  await writeRejections();
  expect(await totals()).toEqual({ 401: 10_000, 413: 1 });
  // Two minutes at most were touched.
  expect(await db().read.rejection.count()).toBeLessThanOrEqual(4);
});

test("counts add up over several writes, also those made while one is under way", async () => {
  const before = (await totals())[429] ?? 0;
  noteRejection(429);
  const writing = writeRejections();
  noteRejection(429);
  await Promise.all([writing, writeRejections()]);
  noteRejection(429);
  await writeRejections();
  await writeRejections();
  expect((await totals())[429]).toBe(before + 3);
  const rows = await db().read.rejection.findMany({ where: { status: 429 } });
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(before + 3);
});

test("only the time asked for, in order, with whole minutes", async () => {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  await db().write((tx) =>
    tx.rejection.createMany({
      data: [
        { minute: minute - 2 * DAY_MS, status: 401, count: 7 },
        { minute: minute - 600_000, status: 415, count: 2 },
        { minute: minute - 600_000, status: 401, count: 3 },
      ],
    }),
  );
  const rows = await rejectionsSince(new Date(minute - 600_000 + 59_999));
  expect(rows.slice(0, 2)).toEqual([
    { minute: new Date(minute - 600_000).toISOString(), status: 401, count: 3 },
    { minute: new Date(minute - 600_000).toISOString(), status: 415, count: 2 },
  ]);
  expect(rows.some(({ count }) => count === 7)).toBe(false);
});
