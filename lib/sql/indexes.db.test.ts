import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";
import { makeIndexes } from "./indexes";

const isPostgres = inject("database").dialect === "postgres";
afterAll(() => db().close());

test.runIf(isPostgres)(
  "indexes for reports are made once, mended where one was cut off, and take the place of former ones",
  async () => {
    const connection = await db().dialect.connect(db().url);
    const indexes = async () =>
      (
        await connection.query(
          `SELECT relname AS name, indisvalid AS valid, relfilenode::bigint AS file FROM pg_index JOIN pg_class c ON c.oid = indexrelid
         WHERE indrelid = 'views'::regclass AND relname LIKE 'views\\_sql%' ORDER BY 1`,
        )
      ).map(({ name, valid, file }) => [String(name), valid, file]);
    await connection.script("CREATE INDEX views_sql_viewer_idx ON views (viewer_key, occurred_at)");
    await makeIndexes(db().url);
    const made = await indexes();
    expect(made.map(([name, valid]) => [name, valid])).toEqual([
      ["views_sql_attempt_idx", true],
      ["views_sql_time_idx", true],
    ]);
    await makeIndexes(db().url);
    expect(await indexes()).toEqual(made);
    // As one is left that was cut off.
    await connection.script("UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'views_sql_time_idx'::regclass");
    await makeIndexes(db().url);
    const mended = await indexes();
    expect(mended[0]).toEqual(made[0]);
    expect(mended[1]?.slice(0, 2)).toEqual(["views_sql_time_idx", true]);
    expect(mended[1]?.[2]).not.toBe(made[1]?.[2]);
    await connection.close();
  },
);
