/** Takes the next revision, which orders commits on both databases. */
export const NEXT_REVISION = "UPDATE counter SET revision = revision + 1 WHERE id = 1 RETURNING revision";

export function revisionOf(rows: unknown): number {
  const [row] = rows as { revision: bigint | number }[];
  if (!row) throw new Error("The counter's row is missing: the database was not migrated by Viewledger.");
  return Number(row.revision);
}
