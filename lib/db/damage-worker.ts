import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import type { Finding } from "./damage";

const BUSY_TIMEOUT_MS = 5_000;

/** Structure and order of every table, without comparing indexes with them; stops at the first damage. */
function look(file: string): Finding {
  try {
    const db = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      const found = db.pragma("quick_check(1)", { simple: true });
      return found === "ok" ? null : { code: "SQLITE_CORRUPT", message: String(found) };
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return { code: error.code, message: error.message };
    throw error;
  }
}

parentPort?.postMessage(look((workerData as { file: string }).file));
