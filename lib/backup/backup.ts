import { closeSync, existsSync, openSync } from "node:fs";
import { open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import Database from "better-sqlite3";
import { type Copied, CopyRefused, type CopyStep, copyDatabase } from "../copy/copy";
import { dialectOf } from "../db/dialects";
import { requireCurrent } from "../db/migrate";
import { makeFolder } from "../folder";
import { checkWhole } from "./whole";

/** Copied at a time; between two of them the process can show how far it is. */
const PAGES_AT_ONCE = 5_000;
const PARTIAL = /^viewledger-\d{8}-\d{6}\.db\.partial/;
/** Nobody is at work on it any more. */
const CUT_OFF_MS = 86_400_000;
const NAME = /^viewledger-\d{8}-\d{6}\.db$/;

export interface BackupStep {
  doing: "copying" | "verifying";
  done: number;
  of: number;
}

export interface Backup {
  file: string;
  bytes: number;
}

interface Options {
  /** The database to back up */
  url: string;
  file: string;
  /** Ends it; nothing of it is left */
  signal?: AbortSignal;
  onProgress?: (step: BackupStep) => void;
}

/** Its signal was aborted. */
export class BackupStopped extends Error {
  override name = "BackupStopped";
}

/** `viewledger-YYYYMMDD-HHMMSS.db`, UTC: names in the order of their instants. */
export function backupName(now: Date): string {
  const digits = now.toISOString().replace(/\D/g, "");
  return `viewledger-${digits.slice(0, 8)}-${digits.slice(8, 14)}.db`;
}

/**
 * Everything in the database as it is at one moment, while others write to it, in one SQLite file that only this user may
 * read. It has its name only once it is whole: verified, and on the disk. Throws a MigrationError when the database does not
 * fit this program, a CopyRefused when there is none, and a BackupStopped.
 */
export async function backUp({ url, file, signal, onProgress }: Options): Promise<Backup> {
  if (url.startsWith("file:") && !existsSync(url.replace(/^file:/, "")))
    throw new CopyRefused(`There is no database at ${url}.`);
  makeFolder(path.dirname(file));
  const draft = `${file}.partial`;
  const goOn = () => {
    if (signal?.aborted) throw new BackupStopped("The backup was stopped");
  };
  await rm(draft, { force: true });
  closeSync(openSync(draft, "wx", 0o600));
  try {
    if (url.startsWith("file:")) await copyFile(url, draft, goOn, onProgress);
    else await copyAll(url, draft, signal, onProgress);
    await nextTurn();
    goOn();
    onProgress?.({ doing: "verifying", done: 0, of: 1 });
    checkWhole(draft);
    onProgress?.({ doing: "verifying", done: 1, of: 1 });
    // The check let nobody be heard.
    await nextTurn();
    goOn();
    await flush(draft);
    goOn();
    await rename(draft, file);
    await flush(path.dirname(file));
  } catch (error) {
    for (const ending of ["", "-wal", "-shm", "-journal"]) await rm(draft + ending, { force: true });
    throw error;
  }
  return { file, bytes: (await stat(file)).size };
}

/** SQLite's online backup, inside a transaction that holds one state still: writers go on and never make it begin anew. */
async function copyFile(
  url: string,
  draft: string,
  goOn: () => void,
  onProgress: Options["onProgress"],
): Promise<void> {
  const dialect = dialectOf({ DATABASE_URL: url });
  const checked = await dialect.connect(url, "read");
  try {
    // Before an update, the program may have been taken already.
    await requireCurrent(dialect.name, checked, { older: true });
  } finally {
    await checked.close();
  }
  const source = new Database(url.replace(/^file:/, ""), { fileMustExist: true });
  try {
    source.exec("BEGIN");
    source.prepare("SELECT revision FROM counter").get();
    await source.backup(draft, {
      progress({ totalPages, remainingPages }) {
        goOn();
        onProgress?.({ doing: "copying", done: totalPages - remainingPages, of: totalPages });
        return PAGES_AT_ONCE;
      },
    });
  } finally {
    source.close();
  }
  oneFile(draft);
}

/** From Postgres: the copy of all tables out of one transaction, compared row by row. */
async function copyAll(
  url: string,
  draft: string,
  signal: AbortSignal | undefined,
  onProgress: Options["onProgress"],
): Promise<Copied> {
  const told = ({ doing, rows, of }: CopyStep) => onProgress?.({ doing, done: rows, of });
  const copied = await copyDatabase({ from: url, to: `file:${draft}`, signal, onProgress: told });
  oneFile(draft);
  return copied;
}

/** Without a log beside it, so that the file alone is everything. */
function oneFile(file: string): void {
  const database = new Database(file, { fileMustExist: true });
  database.pragma("journal_mode = DELETE");
  database.close();
}

/** Waits until a file, or the names in a folder, are on the disk. */
export async function flush(target: string): Promise<void> {
  const handle = await open(target);
  await handle.sync();
  await handle.close();
}

/**
 * Deletes all but the newest `keep` backups of a folder, and what is left of those that were cut off days ago; returns the names that
 * went.
 */
export async function pruneBackups(folder: string, keep: number): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).toSorted();
  const old = names.slice(0, Math.max(0, names.length - keep));
  const partial = (await readdir(folder)).filter((name) => PARTIAL.test(name));
  for (const name of partial)
    if ((await stat(path.join(folder, name))).mtimeMs < Date.now() - CUT_OFF_MS) old.push(name);
  for (const name of old) await rm(path.join(folder, name));
  return old;
}
