import type { Connection } from "../db/dialect";
import type { Value } from "../db/table";
import { hasUnfinishedCopy, markUnfinishedCopy, UNFINISHED_COPY } from "../db/unfinished-copy";
import type { Place } from "./rows";

/** The row that names the source. */
const SOURCE = "";

export interface TableProgress {
  /** The last row's key; null: nothing is copied yet */
  after: Value[] | null;
  rows: number;
  done: boolean;
}

/** How far a copy into this database came, and from what source (by its epoch, "" before it is known); null: none is under way. */
export async function readProgress({
  dialect,
  connection,
}: Place): Promise<{ source: string; tables: Map<string, TableProgress> } | null> {
  if (!(await hasUnfinishedCopy(dialect, connection))) return null;
  const rows = await connection.query(`SELECT table_name, position, rows, done FROM ${UNFINISHED_COPY}`);
  const tables = new Map<string, TableProgress>();
  let source = "";
  for (const row of rows)
    if (row.table_name === SOURCE) source = String(row.position);
    else
      tables.set(String(row.table_name), {
        after: row.position === null ? null : (JSON.parse(String(row.position)) as Value[]),
        rows: Number(row.rows),
        done: Number(row.done) === 1,
      });
  return { source, tables };
}

export async function beginProgress(connection: Connection, source: string): Promise<void> {
  await connection.begin();
  await markUnfinishedCopy(connection);
  await connection.query(`INSERT INTO ${UNFINISHED_COPY} (table_name, position, rows, done) VALUES ($1, $2, 0, 0)`, [
    SOURCE,
    source,
  ]);
  await connection.script("COMMIT");
}

/** Inside the transaction that stores the rows. */
export async function noteProgress(connection: Connection, table: string, so: TableProgress): Promise<void> {
  await connection.query(
    `INSERT INTO ${UNFINISHED_COPY} (table_name, position, rows, done) VALUES ($1, $2, $3, $4)
      ON CONFLICT (table_name) DO UPDATE SET position = excluded.position, rows = excluded.rows, done = excluded.done`,
    [table, so.after === null ? null : JSON.stringify(so.after), so.rows, so.done ? 1 : 0],
  );
}
