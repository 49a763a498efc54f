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

test("many rows are written and found again on the plain connection, in the same order of revisions", async () => {
  const target = { table: "videos", columns: ["id", "title", "revision"], updates: ["title"] };
  const rows = Array.from({ length: 1_203 }, (_, n) => [`many-${n}`, n % 2 ? `title ${n}` : null, 7]);
  const first = await db().commitRows(async (connection, revision) => {
    await connection.put(target, rows);
    await connection.put(target, [["many-0", "again", 8]]);
    return revision;
  });
  const found = await db().commitRows(async (connection, revision) => {
    expect(await revision).toBe(first + 1);
    return connection.pick(target, ["many-0", "many-1", "many-1202", "nobody"]);
  });
  expect(found.sort()).toEqual([
    ["many-0", "again", 7],
    ["many-1", "title 1", 7],
    ["many-1202", null, 7],
  ]);
  expect(await db().read.video.count({ where: { id: { startsWith: "many-" } } })).toBe(1_203);
});

test("a failed commit of rows leaves nothing behind, and the next one succeeds", async () => {
  const target = { table: "videos", columns: ["id", "revision"] };
  const failing = db().commitRows(async (connection) => {
    await connection.put(target, [["gone", 1]]);
    await connection.put(target, [["gone", 2]]);
  });
  await expect(failing).rejects.toThrow();
  expect(await db().read.video.count({ where: { id: "gone" } })).toBe(0);
  const told: number[] = [];
  const forget = db().onCommit((revision) => told.push(revision));
  const revision = await db().commitRows(async (connection, at) => {
    await connection.put(target, [["gone", 1]]);
    return at;
  });
  forget();
  expect(told).toEqual([revision]);
  expect(await db().commit(async (_tx, at) => at)).toBe(revision + 1);
});
