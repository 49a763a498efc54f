import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";
import Database from "better-sqlite3";
import { dialectOf } from "../db/dialect";
import { hasUnfinishedCopy } from "../db/unfinished-copy";

/** What is there already, where a backup is to go. */
export interface Occupied {
  exists: boolean;
  /** Views, deliveries or users */
  hasData: boolean;
  /** Who is at work there, in a sentence; null: nobody */
  inUse: string | null;
}

export interface Target {
  look(): Promise<Occupied>;
  /** Makes room, and returns under what name the former database is kept; null when there is nothing to put aside. */
  putAside(name: string, hasData: boolean): Promise<string | null>;
}

const TABLES = ["views", "deliveries", "users"];

export function sqliteTarget(url: string): Target {
  const file = url.replace(/^file:/, "");
  return {
    async look() {
      if (!existsSync(file)) return { exists: false, hasData: false, inUse: null };
      let database: Database.Database | null = null;
      try {
        database = new Database(file, { timeout: 500 });
        // Only a sole user of the file may leave its log; the file alone is everything then.
        database.pragma("journal_mode = DELETE");
        return { exists: true, hasData: hasRows(database), inUse: null };
      } catch (error) {
        const { code = "" } = error as { code?: string };
        if (code.startsWith("SQLITE_BUSY"))
          return { exists: true, hasData: true, inUse: "The database is in use by another program." };
        // Damaged, most likely: reason enough to restore, and to keep what is left of it.
        if (error instanceof Database.SqliteError) return { exists: true, hasData: true, inUse: null };
        throw error;
      } finally {
        database?.close();
      }
    },
    async putAside(name) {
      const kept = `${file}.${name}`;
      for (const ending of ["", "-wal", "-shm"])
        if (existsSync(file + ending)) await rename(file + ending, kept + ending);
      return kept;
    },
  };
}

function hasRows(database: Database.Database): boolean {
  const has = database.prepare("SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = ?");
  return TABLES.some((table) => {
    if ((has.get(table) as { n: number }).n === 0) return false;
    return database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined;
  });
}

export function postgresTarget(url: string): Target {
  const dialect = dialectOf({ DATABASE_URL: url });
  return {
    async look() {
      const connection = await dialect.connect(url);
      try {
        const others = await connection.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND backend_type = 'client backend'`,
        );
        const tables = (await ownTables(connection)).filter((table) => TABLES.includes(table));
        let hasData = false;
        for (const table of tables) hasData ||= (await connection.query(`SELECT 1 FROM "${table}" LIMIT 1`)).length > 0;
        const inUse = others.length > 0 ? `The database has ${others.length} other connections.` : null;
        return { exists: tables.length > 0, hasData, inUse };
      } finally {
        await connection.close();
      }
    },
    async putAside(name, hasData) {
      const connection = await dialect.connect(url);
      try {
        // The beginning of this very restore: the copy goes on from there.
        if (!hasData && (await hasUnfinishedCopy(dialect, connection))) return null;
        const tables = await ownTables(connection);
        await connection.script("BEGIN");
        await connection.script(`CREATE SCHEMA "${name}"`);
        for (const table of tables) await connection.script(`ALTER TABLE "${table}" SET SCHEMA "${name}"`);
        await connection.script("COMMIT");
        return `schema ${name}`;
      } finally {
        await connection.close();
      }
    },
  };
}

async function ownTables(connection: Awaited<ReturnType<ReturnType<typeof dialectOf>["connect"]>>): Promise<string[]> {
  const rows = await connection.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
  );
  return rows.map((row) => String(row.table_name));
}
