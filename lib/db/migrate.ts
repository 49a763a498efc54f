import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Connection, Dialect } from "./dialect";
import { hasUnfinishedCopy, restoringFile } from "./unfinished-copy";

const LEDGER = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL,
    "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME,
    "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgres: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
};

export class MigrationError extends Error {
  override name = "MigrationError";
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/** Where the migrations lie, whatever directory the server was started in. */
export function migrationsFolder(dialect: Dialect["name"], root = process.cwd()): string {
  const folder = path.join(root, "prisma", dialect, "migrations");
  if (!existsSync(folder)) throw new MigrationError(`No migrations at ${folder}: start Viewledger in its own folder.`);
  return folder;
}

/**
 * Applies what is missing, each migration in a transaction of its own together with its row in Prisma's table, so that
 * the Prisma CLI agrees afterwards and a kill leaves a migration wholly done or not at all. Refuses a database that a
 * newer program has migrated, and, unless `unfinishedCopy`, one that is only half copied. Returns the names applied.
 */
export async function migrate(
  dialect: Dialect,
  url: string,
  folder = migrationsFolder(dialect.name),
  { unfinishedCopy = false } = {},
): Promise<string[]> {
  const migrations = migrationsIn(folder);
  if (dialect.name === "sqlite" && existsSync(restoringFile(url)))
    throw new MigrationError(
      `A restore is under way or was cut off: repeat npm run restore, or delete ${restoringFile(url)} to stay with what is there.`,
    );
  const connection = await dialect.connect(url);
  try {
    await connection.lockMigrations();
    if (!unfinishedCopy && (await hasUnfinishedCopy(dialect, connection)))
      throw new MigrationError(
        "The database is the target of a copy or restore that did not finish: repeat npm run copy, which goes on, or npm run restore, or empty it.",
      );
    const immediate = dialect.name === "sqlite" ? "BEGIN IMMEDIATE" : "BEGIN";
    await connection.script(LEDGER[dialect.name]);
    const applied: string[] = [];
    for (const migration of migrations) {
      await connection.script(immediate);
      try {
        const known = await check(connection, migrations);
        if (!known.has(migration.name)) {
          await connection.script(migration.sql);
          await record(connection, migration);
          applied.push(migration.name);
        }
        await connection.script("COMMIT");
      } catch (error) {
        // A disk that is full and a connection that is lost have ended the transaction already, and are what is to be told.
        await connection.script("ROLLBACK").catch(() => undefined);
        throw error instanceof MigrationError
          ? error
          : new MigrationError(`Migration ${migration.name} failed: ${String(error)}`, { cause: error });
      }
    }
    await firstRow(connection);
    return applied;
  } finally {
    await connection.close();
  }
}

/**
 * Throws unless exactly this program's migrations were applied to the database behind `connection`; with `older`, unless
 * these or only the first of them were.
 */
export async function requireCurrent(
  dialect: Dialect["name"],
  connection: Connection,
  { older = false } = {},
): Promise<void> {
  const migrations = migrationsIn(migrationsFolder(dialect));
  let known: Set<string>;
  try {
    known = await check(connection, migrations);
  } catch (error) {
    if (error instanceof MigrationError) throw error;
    throw new MigrationError("It holds no database of Viewledger.", { cause: error });
  }
  const missing = migrations.find(({ name }) => !known.has(name));
  if (missing && !older)
    throw new MigrationError(
      `The database is older than this program (it lacks migration ${missing.name}). Start Viewledger on it once, which brings it up to date.`,
    );
}

/** Names of the finished migrations; throws when the database does not fit this program. */
async function check(connection: Connection, migrations: Migration[]): Promise<Set<string>> {
  const rows = await connection.query(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  );
  for (const row of rows) {
    const migration = migrations.find(({ name }) => name === row.migration_name);
    if (!migration)
      throw new MigrationError(
        `The database is newer than this program (it has migration ${row.migration_name}). Upgrade Viewledger, or restore a backup made before.`,
      );
    if (row.finished_at === null)
      throw new MigrationError(
        `Migration ${row.migration_name} was begun by another tool and did not finish. Restore a backup, or repair it with prisma migrate resolve.`,
      );
    if (row.checksum !== migration.checksum)
      throw new MigrationError(
        `Migration ${row.migration_name} was applied with another text than this program's. Restore the program or the database it belongs to.`,
      );
  }
  return new Set(rows.map((row) => String(row.migration_name)));
}

async function record(connection: Connection, migration: Migration): Promise<void> {
  const now = new Date().toISOString().replace("Z", "+00:00");
  await connection.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES ($1, $2, $3, $4, $5, 1)`,
    [randomUUID(), migration.checksum, now, migration.name, now],
  );
}

/** The counter's only row: the first process makes it, the others find it. */
async function firstRow(connection: Connection): Promise<void> {
  await connection.query(
    "INSERT INTO counter (id, revision, epoch, hmac_key) VALUES (1, 0, $1, $2) ON CONFLICT (id) DO NOTHING",
    [randomUUID(), randomBytes(32).toString("base64")],
  );
}
