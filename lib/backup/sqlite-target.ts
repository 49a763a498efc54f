import { constants, existsSync } from "node:fs";
import { copyFile, link, rename } from "node:fs/promises";
import path from "node:path";
import Database from "better-sqlite3";
import { restoringFile } from "../db/unfinished-copy";
import { flush } from "./backup";
import { type Target, TELLING } from "./target";

/** An SQLite file. At every moment there is a whole database under its name, the former one or the new one. */
export function sqliteTarget(url: string): Target {
  const file = url.replace(/^file:/, "");
  // Beside its place, on the same disk: it comes there by its name alone.
  const staged = restoringFile(url);
  return {
    staged,
    async look() {
      if (!existsSync(file)) return { exists: false, hasData: false, inUse: null, aside: null };
      const found = { exists: true, hasData: true, inUse: null, aside: null };
      let database: Database.Database | null = null;
      try {
        database = new Database(file, { timeout: 500 });
        // Only a sole user of the file may leave its log; the file alone is everything then.
        database.pragma("journal_mode = DELETE");
        return { ...found, hasData: hasRows(database) };
      } catch (error) {
        const { code = "" } = error as { code?: string };
        if (code.startsWith("SQLITE_BUSY")) return { ...found, inUse: "The database is in use by another program." };
        // Damaged, most likely: reason enough to restore, and to keep what is left of it.
        if (error instanceof Database.SqliteError) return found;
        throw error;
      } finally {
        database?.close();
      }
    },
    async replace({ found, aside }) {
      const kept = `${file}.${aside}`;
      if (found.exists) {
        await linkOrCopy(file, kept);
        // Left beside the new file, one of these would be played into it.
        for (const ending of ["-wal", "-shm", "-journal"])
          if (existsSync(file + ending)) await rename(file + ending, kept + ending);
      }
      await flush(staged);
      await rename(staged, file);
      await flush(path.dirname(file));
      return found.exists ? kept : null;
    },
  };
}

/** A second name for the same file, or where the file system has no such thing, a copy. */
async function linkOrCopy(file: string, kept: string): Promise<void> {
  try {
    await link(file, kept);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw error;
    await copyFile(file, kept, constants.COPYFILE_EXCL);
    await flush(kept);
  }
}

function hasRows(database: Database.Database): boolean {
  const has = database.prepare("SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = ?");
  return TELLING.some((table) => {
    if ((has.get(table) as { n: number }).n === 0) return false;
    return database.prepare(`SELECT 1 FROM "${table}" LIMIT 1`).get() !== undefined;
  });
}
