import type { Connection } from "../db";

const ROWS = 5_000;

/** Ids of views from before an instant, at most so many. */
export async function findOlder(
  connection: Connection,
  { before, most }: { before: number; most: number },
): Promise<string[]> {
  const rows = await connection.query(
    `SELECT id FROM views WHERE deleted_at IS NULL AND occurred_at < $1 LIMIT ${Math.trunc(most)}`,
    [before],
  );
  return rows.map(({ id }) => String(id));
}

/** Ids of views from before an instant that were deleted before another one, at most so many. */
export async function findPurgeable(
  connection: Connection,
  { before, deletedBefore, most }: { before: number; deletedBefore: number; most: number },
): Promise<string[]> {
  const rows = await connection.query(
    `SELECT id FROM views WHERE deleted_at < $1 AND occurred_at < $2 LIMIT ${Math.trunc(most)}`,
    [deletedBefore, before],
  );
  return rows.map(({ id }) => String(id));
}

export async function countOlder(connection: Connection, before: number): Promise<number> {
  const [row] = await connection.query(
    "SELECT COUNT(*) AS views FROM views WHERE deleted_at IS NULL AND occurred_at < $1",
    [before],
  );
  return Number(row?.views ?? 0);
}

/** Which of these viewer keys no view has any more. */
export async function findOrphans(connection: Connection, keys: string[]): Promise<string[]> {
  const orphans = new Set(keys);
  for await (const rows of connection.stream("SELECT viewer_key FROM views WHERE deleted_at IS NULL", [], ROWS)) {
    for (const [key] of rows) orphans.delete(String(key));
    if (orphans.size === 0) break;
  }
  return [...orphans];
}
