import type { Connection, Dialect } from "./dialect";

/** A table in the target of a copy that is under way: what is there is not whole, and no server may start on it. */
export const UNFINISHED_COPY = "_viewledger_copy";

export function hasUnfinishedCopy({ shape }: Dialect, connection: Connection): Promise<boolean> {
  return shape.has(connection, UNFINISHED_COPY);
}
