import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";
import { isOutage } from "../db/outage";
import { collectGarbage } from "../heap";
import { NoTurn, ReadPool } from "./pool";

const isPostgres = inject("database").dialect === "postgres";
afterAll(() => db().close());

test.runIf(isPostgres)(
  "more batches than connections wait for their turn, longer than a connection may take to come about",
  async () => {
    const pool = new ReadPool(db().url, 20_000);
    const slow = () => pool.read((reading) => reading.query("SELECT pg_sleep(5.5), 'done' AS word"));
    const answers = await Promise.all(Array.from({ length: 6 }, slow));
    expect(answers.map(([row]) => row?.word)).toEqual(Array.from({ length: 6 }, () => "done"));
    await pool.close();
  },
);

test.runIf(isPostgres)("… but not for ever, and what fails gives its turn back", async () => {
  const pool = new ReadPool(db().url, 800);
  const slow = (seconds: number) => pool.read((reading) => reading.query(`SELECT pg_sleep(${seconds})`));
  const results = await Promise.allSettled([...Array.from({ length: 4 }, () => slow(1)), slow(0)]);
  // At the same moment the statements are ended by the server, and who waited gives up or comes just in time.
  expect(results.slice(0, 4).map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "rejected"));
  const [last] = results.slice(4);
  if (last?.status === "rejected") expect(last.reason).toBeInstanceOf(NoTurn);
  expect(await Promise.all(Array.from({ length: 8 }, () => slow(0)))).toHaveLength(8);
  await pool.close();
});

test.runIf(isPostgres)("a connection that is lost at work fails its batch, and nothing else", async () => {
  const pool = new ReadPool(db().url, 20_000);
  const loud: unknown[] = [];
  const note = (error: unknown) => loud.push(error);
  process.on("uncaughtException", note);
  const lost = pool.read((reading) => reading.query("SELECT pg_terminate_backend(pg_backend_pid())"));
  await expect(lost).rejects.toMatchObject({ code: "57P01" });
  // The end of the connection is heard of after what ended it.
  await sleep(100);
  process.off("uncaughtException", note);
  expect(loud).toEqual([]);
  expect(await pool.read((reading) => reading.query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
  await pool.close();
});

test.runIf(isPostgres)("nobody waits for a pool that is cut, whether at work or in line", async () => {
  const pool = new ReadPool(db().url, 20_000);
  const asked = Promise.allSettled(
    Array.from({ length: 6 }, () => pool.read((reading) => reading.query("SELECT pg_sleep(10)"))),
  );
  const began = Date.now();
  await sleep(300);
  await pool.cut();
  const results = await asked;
  expect(Date.now() - began).toBeLessThan(3_000);
  for (const result of results) {
    expect(result.status).toBe("rejected");
    if (result.status === "rejected") expect(isOutage(result.reason)).toBe(true);
  }
});

test.runIf(isPostgres)("an answer that was given is not kept", async () => {
  const pool = new ReadPool(db().url, 20_000);
  const given: WeakRef<object>[] = [];
  for (let i = 0; i < 3; i++) given.push(new WeakRef(await pool.read((reading) => reading.query("SELECT 1 AS one"))));
  await sleep(10);
  collectGarbage();
  // The connection may hold the last one.
  expect(given.slice(0, 2).map((one) => one.deref())).toEqual([undefined, undefined]);
  await pool.close();
});
