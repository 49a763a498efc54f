import { createReadStream, existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";

const BUSY_TIMEOUT_MS = 5_000;
const TRIES = 20;
const PAUSE_MS = 500;

/**
 * Sees to it that nothing of these texts is left in a SQLite database's files: what the log beside it holds is put in
 * its place and the log cut to nothing. Where old copies stand in unused space, from before deleting overwrote it, the file is
 * written anew. Returns whether one is still found; null where the database is no file.
 */
export async function cleanFile(databaseUrl: string, texts: string[]): Promise<boolean | null> {
  if (!databaseUrl.startsWith("file:")) return null;
  const file = databaseUrl.slice("file:".length);
  const db = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma("secure_delete = ON");
    await emptyLog(db);
    if (!(await holds(file, texts))) return false;
    db.exec("VACUUM");
    await emptyLog(db);
    return holds(file, texts);
  } finally {
    db.close();
  }
}

/** Readers keep the log; each is short, so that one of some tries finds none. */
async function emptyLog(db: Database.Database): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const [row] = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    if (row?.busy === 0) return;
    await sleep(PAUSE_MS);
  }
}

async function holds(file: string, texts: string[]): Promise<boolean> {
  const wanted = texts.map((text) => Buffer.from(text));
  const longest = Math.max(0, ...wanted.map(({ length }) => length));
  if (longest === 0) return false;
  for (const name of [file, `${file}-wal`]) {
    if (!existsSync(/* turbopackIgnore: true */ name)) continue;
    let rest = Buffer.alloc(0);
    for await (const chunk of createReadStream(/* turbopackIgnore: true */ name, {
      highWaterMark: 4 * 1_048_576,
    }) as AsyncIterable<Buffer>) {
      const piece = Buffer.concat([rest, chunk]);
      if (wanted.some((text) => piece.includes(text))) return true;
      rest = piece.subarray(Math.max(0, piece.length - longest));
    }
  }
  return false;
}
