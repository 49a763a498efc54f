import type { Connection } from "./dialect";

/** A table in the target of a copy that is under way: what is there is not whole, and no server may start on it. */
export const UNFINISHED_COPY = "_viewledger_copy";

export async function hasUnfinishedCopy(connection: Connection): Promise<boolean> {
  try {
    await connection.query(`SELECT 1 FROM ${UNFINISHED_COPY} LIMIT 1`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "42P01" || /no such table/.test(String(error))) return false;
    throw error;
  }
}
