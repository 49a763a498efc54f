import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";

afterAll(() => db().close());

test("the database under test is the one asked for, migrated and durable", async () => {
  expect(db().dialect.name).toBe(inject("database").dialect);
  expect(await db().migrate()).toEqual([]);
  await expect(db().verifyDurability()).resolves.toBeTruthy();
});

test("commits take revisions in order, and a failed one gives its revision back", async () => {
  const revisions = await Promise.all([1, 2, 3].map(() => db().commit(async (_tx, revision) => revision)));
  expect(revisions).toEqual([1, 2, 3]);
  await expect(db().commit(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await db().commit(async (_tx, revision) => revision)).toBe(4);
});

test("a reader never sees an open transaction", async () => {
  await db().commit(async (tx, revision) => {
    await tx.video.create({ data: { id: "v", title: "half done", revision } });
    expect(await db().read.video.count()).toBe(0);
  });
  expect(await db().read.video.count()).toBe(1);
});
