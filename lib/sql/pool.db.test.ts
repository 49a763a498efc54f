import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";
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
  const sleep = (seconds: number) => pool.read((reading) => reading.query(`SELECT pg_sleep(${seconds})`));
  const results = await Promise.allSettled([...Array.from({ length: 4 }, () => sleep(1)), sleep(0)]);
  // At the same moment the statements are ended by the server, and who waited gives up or comes just in time.
  expect(results.slice(0, 4).map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "rejected"));
  const [last] = results.slice(4);
  if (last?.status === "rejected") expect(last.reason).toBeInstanceOf(NoTurn);
  expect(await Promise.all(Array.from({ length: 8 }, () => sleep(0)))).toHaveLength(8);
  await pool.close();
});
