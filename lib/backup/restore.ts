import { randomUUID } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import Database from "better-sqlite3";
import type { CopyStep } from "../copy/copy";
import { dialectOf } from "../db/dialects";
import { MigrationError, migrate } from "../db/migrate";
import { codeOf } from "../db/outage";
import { makeFolder } from "../folder";
import { backupName } from "./backup";
import { type Kept, keptOf, nothingKept } from "./keep";
import { postgresTarget } from "./postgres-target";
import { sqliteTarget } from "./sqlite-target";
import type { Occupied, Target } from "./target";
import { checkWhole } from "./whole";

/** Why nothing was restored, in words for whoever asked for it; the database is as it was. */
export class RestoreRefused extends Error {
  override name = "RestoreRefused";
}

interface Options {
  /** The backup; it is only read */
  file: string;
  /** Where to: `file:` or `postgres://` */
  url: string;
  /** For what is in the making */
  dataDir: string;
  /** Puts aside what is there */
  force: boolean;
  now: Date;
  onProgress?: (step: CopyStep) => void;
}

export interface Restored extends Kept {
  /** Migrations that the backup had not had yet */
  applied: string[];
  /** Where the former database is now; null: there was none */
  keptAs: string | null;
}

/**
 * Puts a backup in the place of the database. Refuses (RestoreRefused) while a server is at work there, over data unless
 * `force`, and what is no backup; throws a MigrationError for one of a newer program, and an error with SQLite's code for a
 * damaged one. Sessions, links and API tokens end: some may have been revoked since. Who was erased since stays erased, and users
 * whom the former database knows keep the access that they have there.
 * What a restore or copy that was cut off left on Postgres is dropped.
 */
export async function restore({ file, url, dataDir, force, now, onProgress }: Options): Promise<Restored> {
  const target: Target = url.startsWith("file:") ? sqliteTarget(url) : postgresTarget(url, dataDir);
  const { staged } = target;
  requireBackup(file);
  const found: Occupied = await target.look();
  if (found.inUse)
    throw new RestoreRefused(`${found.inUse} Stop Viewledger, and whatever else uses the database, first.`);
  if (found.hasData && !force)
    throw new RestoreRefused("There is data in the database already. With --force it is put aside, and kept.");
  try {
    await stage(file, staged);
    const applied = await migrate(dialectOf({ DATABASE_URL: "file:" }), `file:${staged}`).catch((error: unknown) => {
      throw error instanceof MigrationError ? new MigrationError(`Of the backup: ${error.message}`) : error;
    });
    const hasFormer = found.hasData || found.aside !== null;
    const kept = await (hasFormer ? keptOf(url, found.aside, staged) : nothingKept(staged));
    complete(staged);
    const aside = backupName(now).replace(/\.db$/, "").replace("viewledger", "before-restore").replaceAll("-", "_");
    const keptAs = await target.replace({ found, aside, onProgress });
    await rm(path.join(dataDir, "columns.snapshot"), { force: true });
    return { applied, keptAs, ...kept };
  } finally {
    for (const ending of ["", "-wal", "-shm", "-journal"]) await rm(staged + ending, { force: true });
  }
}

function requireBackup(file: string): void {
  if (!existsSync(file)) throw new RestoreRefused(`There is no file ${file}.`);
  try {
    checkWhole(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === "SQLITE_NOTADB")
      throw new RestoreRefused(`${file} is no backup of Viewledger, or is damaged: take another.`);
    if (code.startsWith("SQLITE_CORRUPT")) throw new RestoreRefused(`${file} is damaged: take another backup.`);
    throw error;
  }
  const database = new Database(file, { readonly: true });
  try {
    const ours = database
      .prepare("SELECT COUNT(*) AS n FROM sqlite_master WHERE name IN ('_prisma_migrations', 'counter', 'views')")
      .get() as { n: number };
    if (ours.n !== 3) throw new RestoreRefused(`${file} is no backup of Viewledger.`);
  } finally {
    database.close();
  }
}

/** A file of its own to work on. By SQLite itself: a log that lies beside the backup belongs to it. */
async function stage(file: string, staged: string): Promise<void> {
  makeFolder(path.dirname(staged));
  for (const ending of ["", "-wal", "-shm", "-journal"]) await rm(staged + ending, { force: true });
  closeSync(openSync(staged, "wx", 0o600));
  const source = new Database(file, { fileMustExist: true, readonly: true });
  try {
    await source.backup(staged);
  } finally {
    source.close();
  }
}

/** Ends sessions, links and tokens, and gives it a new epoch: what holds columns of the former database must read this one. */
function complete(staged: string): void {
  const database = new Database(staged);
  database.exec("DELETE FROM sessions; DELETE FROM setup_tokens; DELETE FROM user_links; DELETE FROM api_tokens");
  database.prepare("UPDATE counter SET epoch = ?").run(randomUUID());
  database.pragma("journal_mode = DELETE");
  database.close();
  checkWhole(staged);
}
