import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, expect, inject, test } from "vitest";
import { db } from "../db";
import { distribute } from "./distribute";
import { lookLikeCitus } from "./testing/as-citus";

const run = promisify(execFile);
const { dialect } = inject("database");
const isPostgres = dialect === "postgres";
afterAll(() => db().close());

/** The command's own program, without the steps that install and generate. */
const command = (env: Record<string, string> = {}) =>
  run(process.execPath, ["--import", "tsx", "scripts/moving/distribute.ts"], {
    env: { ...process.env, LOG_LEVEL: "fatal", ...env },
  });

test.runIf(dialect === "sqlite")("SQLite cannot be distributed, and is told the way", async () => {
  await expect(command()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("npm run copy") });
});

test.runIf(isPostgres)(
  "without Citus nothing is changed, and the words say what to do",
  async () => {
    const connection = await db().dialect.connect(db().url);
    await expect(distribute(connection, () => undefined)).rejects.toThrow(
      /has no Citus, and nothing was changed.*docs\/scaling\.md/,
    );
    await expect(command()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^This Postgres has no Citus/),
    });
    // Of a database that is nobody's so far, too.
    await connection.script("CREATE DATABASE fresh TEMPLATE template0");
    await connection.close();
    const fresh = db().url.replace(/[^/]+$/, "fresh");
    await expect(command({ DATABASE_URL: fresh })).rejects.toMatchObject({ code: 1 });
    const asked = await db().dialect.connect(fresh);
    expect(await asked.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);
    await asked.close();
  },
  60_000,
);

test.runIf(isPostgres)(
  "on Citus: names on every node first, then views by id; nothing is left beside; again does nothing",
  async () => {
    const connection = await db().dialect.connect(db().url);
    await lookLikeCitus(connection);
    const calls = async () =>
      (await connection.query("SELECT call FROM citus_calls ORDER BY id")).map(({ call }) => call);
    // As where it was cut off after the first table.
    await connection.query("SELECT create_reference_table('videos')");
    expect(await distribute(connection, () => undefined)).toEqual({
      changed: [
        { table: "viewers", place: "reference" },
        { table: "views", place: "distributed" },
      ],
      workers: ["worker-1:5432", "worker-2:5432"],
    });
    const left = ["videos", "viewers", "views"].map((table) => `local rows of ${table} removed`);
    expect(await calls()).toEqual(["reference videos", "reference viewers", "distributed views by id", ...left]);
    expect(await distribute(connection, () => undefined)).toMatchObject({ changed: [] });
    await connection.query("DELETE FROM pg_dist_node");
    await expect(distribute(connection, () => undefined)).rejects.toThrow(/no worker/);
    await connection.close();
  },
);
