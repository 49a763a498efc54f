import { ID_BYTES } from "../query/packed-ids";
import type { IdsAnswer, RowAnswer, RowQuery } from "../query/query";
import type { Reading } from "./reading";
import { fromWhere, type Selected } from "./selection";
import { sql } from "./text";

/** Newest first; ids, which are UUIDs in lower case, by their bytes. */
const NEWEST = sql`ORDER BY v.occurred_at DESC, v.id COLLATE "C" DESC`;

export async function rowsOf(
  reading: Reading,
  selected: Selected,
  { limit, offset }: RowQuery,
  total: number,
): Promise<RowAnswer> {
  const rows = await reading.rows(
    sql`SELECT v.id ${fromWhere(selected)} ${NEWEST} LIMIT ${limit}::bigint OFFSET ${offset}::bigint`,
  );
  return { kind: "rows", ids: rows.map(({ id }) => String(id)), total };
}

export async function idsOf(reading: Reading, selected: Selected): Promise<IdsAnswer> {
  const pieces: Buffer[] = [];
  for await (const rows of reading.each(sql`SELECT v.id ${fromWhere(selected)} ${NEWEST}`))
    pieces.push(Buffer.from(rows.map(([id]) => String(id).replaceAll("-", "")).join(""), "hex"));
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  // A memory of its own, since whoever asked may give it away.
  const ids = new Uint8Array(Math.floor(bytes / ID_BYTES) * ID_BYTES);
  let at = 0;
  for (const piece of pieces) {
    ids.set(piece, at);
    at += piece.length;
  }
  return { kind: "ids", ids };
}
