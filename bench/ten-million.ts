import path from "node:path";
import { readChanges, readPosition } from "../lib/columns/feed";
import { partsOf } from "../lib/columns/parts";
import type { ColumnRow } from "../lib/columns/row";
import { writeSnapshot } from "../lib/columns/snapshot";
import { ColumnTable, type ViewerNames } from "../lib/columns/table";
import { sqlite } from "../lib/db/sqlite";

export const TIMES = 10;
/** By how much each of the views made from one is later than the one before */
export const SHIFT_MS = 420_000;
/** Where a generated id has its version, which is the same in all: another digit makes another id. */
const VERSION_AT = 14;

/** Takes each view ten times: with other ids, other people and other hours, and all else as it is. */
class ManifoldTable extends ColumnTable {
  override nameViewer(key: string, names: ViewerNames): void {
    for (let time = 0; time < TIMES; time++) super.nameViewer(`${key}${time}`, names);
  }

  override put(row: ColumnRow): void {
    for (let time = 0; time < TIMES; time++)
      super.put({
        ...row,
        id: row.id.slice(0, VERSION_AT) + time + row.id.slice(VERSION_AT + 1),
        viewer: `${row.viewer}${time}`,
        occurredAt: row.occurredAt + time * SHIFT_MS,
      });
  }
}

/**
 * Writes a snapshot with ten times a database's views, from which a store over that database starts: ten million views
 * on the way that they take in production, without a database of ten million. Returns the views and the snapshot's file.
 */
export async function manifoldSnapshot(url: string, folder: string): Promise<{ file: string; views: number }> {
  const connection = await sqlite.connect(url);
  const table = new ManifoldTable();
  const position = await readPosition(connection);
  for await (const { apply } of readChanges(connection, -1)) apply(table);
  await connection.close();
  table.settle();
  table.firsts.renew(table);
  const file = path.join(folder, "columns.snapshot");
  await writeSnapshot(file, partsOf(table, table.rows), { rows: table.rows, sorted: table.sorted }, position);
  return { file, views: table.views };
}
