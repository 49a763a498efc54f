import Database from "better-sqlite3";

/** Throws an error with SQLite's code unless the file is a SQLite database without any damage, its indexes included. */
export function checkWhole(file: string): void {
  const database = new Database(file, { fileMustExist: true, readonly: true });
  try {
    const found = database.pragma("integrity_check(1)", { simple: true });
    if (found !== "ok") throw Object.assign(new Error(String(found)), { code: "SQLITE_CORRUPT" });
  } finally {
    database.close();
  }
}
