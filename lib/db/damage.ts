import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { isBuilt } from "../env";
import { fromSource } from "../thread-source";

/** What the checking thread found: the code of SQLite's error, or null when the file is whole. */
export type Finding = { code: string; message: string } | null;

/** A database file that cannot be trusted; `code` is SQLite's. */
class FileError extends Error {
  override name = "FileError";
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Looks through a SQLite file for damage, about a second for each 600 MB, in a thread of its own. Resolves when it is
 * whole or does not exist yet; rejects with an error that has SQLite's code.
 */
export function checkFile(file: string): Promise<void> {
  if (!existsSync(file)) return Promise.resolve();
  const options = { workerData: { file } };
  const thread = isBuilt()
    ? new Worker(new URL("./damage-worker.ts", import.meta.url), options)
    : new Worker(fromSource(import.meta.url, "damage-worker.ts"), { ...options, eval: true });
  return new Promise((resolve, reject) => {
    thread.once("error", reject);
    thread.once("message", (found: Finding) => {
      if (found === null) resolve();
      else reject(new FileError(found.code, found.message));
    });
  });
}
