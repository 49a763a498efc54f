import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialectOf } from "../../lib/db/dialects";
import { migrate, migrationsFolder } from "../../lib/db/migrate";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { House, until } from "./house";

const ROWS = 1_500_000;
const TSX = path.resolve("node_modules/tsx/dist/cli.mjs");
const SLOW = {
  sqlite: `CREATE TABLE before_it (n INTEGER);
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted LIMIT ${ROWS}) INSERT INTO before_it SELECT n FROM counted;
    CREATE TABLE after_it AS SELECT COUNT(*) AS n FROM before_it;`,
  postgres: `CREATE TABLE before_it (n INTEGER); INSERT INTO before_it SELECT generate_series(1, ${ROWS});
    SELECT pg_sleep(2); CREATE TABLE after_it AS SELECT COUNT(*) AS n FROM before_it;`,
};

const folder = mkdtempSync(path.join(tmpdir(), "viewledger-migrations-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** This program's migrations and a slow one. */
function withSlowMigration(dialect: "sqlite" | "postgres"): string {
  const own = path.join(folder, dialect);
  cpSync(migrationsFolder(dialect), own, { recursive: true });
  mkdirSync(path.join(own, "9999_slow"));
  writeFileSync(path.join(own, "9999_slow", "migration.sql"), SLOW[dialect]);
  return own;
}

/** Migrates in a process of its own, kills it when `midway`, and lets another process do it again. */
async function killedMidway(house: House, midway: () => Promise<boolean>): Promise<void> {
  const dialect = dialectOf({ DATABASE_URL: house.url });
  await migrate(dialect, house.url);
  const migrations = withSlowMigration(dialect.name);
  const begin = () =>
    spawn(process.execPath, [TSX, path.resolve("e2e/faults/migrate-slowly.ts"), migrations], {
      env: { ...process.env, DATABASE_URL: house.url },
      stdio: "inherit",
    });
  const first = begin();
  const ended = exitOf(first);
  await until("the migration is under way", midway);
  first.kill("SIGKILL");
  expect(await ended, "killed before it came to its end").toBe("SIGKILL");
  const half = await house.ask(`SELECT migration_name FROM "_prisma_migrations" WHERE migration_name = '9999_slow'`);
  expect(half).toEqual([]);

  expect(await exitOf(begin())).toBe(0);
  const [row] = await house.ask("SELECT n, (SELECT COUNT(*) FROM before_it) AS counted FROM after_it");
  expect([Number(row?.n), Number(row?.counted)]).toEqual([ROWS, ROWS]);
}

const exitOf = (child: ChildProcess) =>
  new Promise<number | string | null>((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));

/** A database that a program of the future has migrated. */
async function refusedAsNewer(house: House): Promise<void> {
  await migrate(dialectOf({ DATABASE_URL: house.url }), house.url);
  await house.ask(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
    VALUES ('future', 'x', '9998_of_the_future', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1)`);
  await expect(house.start()).rejects.toThrow(/exit code 1.*newer than this program.*9998_of_the_future.*Upgrade/s);
  expect(await house.ask("SELECT COUNT(*) AS n FROM views")).toHaveLength(1);
}

describe("on SQLite", () => {
  const house = new House();
  afterAll(() => house.remove());

  test("a migration killed midway is completed by the next start", () =>
    killedMidway(house, async () => {
      // Twice: the earlier migrations take the lock as well, but not for so long.
      const first = isLocked(house.file);
      await new Promise((resolve) => setTimeout(resolve, 150));
      return first && isLocked(house.file);
    }));

  test("a database that is newer than the program: refused in clear words", async () => {
    const other = new House();
    await refusedAsNewer(other);
    await other.remove();
  });

  test("a migration that another program began and did not finish: refused in clear words", async () => {
    const other = new House();
    await migrate(dialectOf({ DATABASE_URL: other.url }), other.url);
    await other.ask(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name LIKE '0001%'`);
    await expect(other.start()).rejects.toThrow(/exit code 1.*begun by another tool and did not finish/s);
    await other.remove();
  });
});

describe("on Postgres", () => {
  let postgres: RealPostgres;
  let house: House;
  beforeAll(async () => {
    postgres = await startPostgres();
    house = new House({ DATABASE_URL: postgres.url });
  });
  afterAll(async () => {
    await house.remove();
    await postgres.stop();
  });

  test("a migration killed midway is completed by the next start", () =>
    killedMidway(house, async () => {
      const asleep = "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND wait_event = 'PgSleep'";
      return (await house.ask(asleep)).length > 0;
    }));

  test("a database that is newer than the program: refused in clear words", async () => {
    await house.ask("CREATE DATABASE newer");
    const other = new House({ DATABASE_URL: postgres.url.replace(/base$/, "newer") });
    await refusedAsNewer(other);
    await other.remove();
  });
});

function isLocked(file: string): boolean {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec("BEGIN IMMEDIATE; ROLLBACK");
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === "SQLITE_BUSY") return true;
    throw error;
  } finally {
    db.close();
  }
}
