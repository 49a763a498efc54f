import type { Connection, Dialect } from "./dialect";

/** A table in the target of a copy that is under way: what is there is not whole, and no server may start on it. */
export const UNFINISHED_COPY = "_viewledger_copy";

export function hasUnfinishedCopy({ shape }: Dialect, connection: Connection): Promise<boolean> {
  return shape.has(connection, UNFINISHED_COPY);
}

/** Inside a transaction. */
export function markUnfinishedCopy(connection: Connection): Promise<void> {
  return connection.script(
    `CREATE TABLE IF NOT EXISTS ${UNFINISHED_COPY} (table_name TEXT PRIMARY KEY NOT NULL, position TEXT, rows BIGINT NOT NULL, done INTEGER NOT NULL)`,
  );
}

/** Where a backup is made ready to become the SQLite database at `url`; it is gone once the restore has ended. */
export function restoringFile(url: string): string {
  return `${url.replace(/^file:/, "")}.restoring`;
}
