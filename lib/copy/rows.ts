import { setImmediate as turn } from "node:timers/promises";
import type { Connection, Dialect } from "../db/dialect";
import { listed } from "../db/statement";
import type { Kind, Table, Value } from "../db/table";
import { Checksum } from "./checksum";

/** Read at a time; a row can be as large as a delivery may be. */
const ROWS_AT_ONCE = 100;
const BATCH_ROWS = 2_000;
const BATCH_CHARACTERS = 8 * 1_048_576;

/** A database that copies are made from or to. */
export interface Place {
  dialect: Dialect;
  connection: Connection;
}

/**
 * The rows of a table in the order of its key, behind `after` (a key's values), in batches that are small enough to be
 * held and to be one transaction.
 */
export async function* batchesOf(
  { dialect, connection }: Place,
  table: Table,
  after: readonly Value[] | null = null,
): AsyncGenerator<Value[][]> {
  const { shape } = dialect;
  const kinds = table.columns.map(({ kind }) => kind);
  const columns = table.columns.map((column) => shape.read(column)).join(", ");
  const key = listed(table.key);
  const marks = table.key.map((_, i) => `$${i + 1}`).join(", ");
  const where = after === null ? "" : `WHERE (${key}) > (${marks})`;
  const bound = after === null ? [] : after.map((value, i) => shape.give(kindOfKey(table, i), value));
  const order = `SELECT ${columns} FROM "${table.name}" ${where} ORDER BY ${key}`;
  let [batch, characters]: [Value[][], number] = [[], 0];
  for await (const rows of connection.stream(order, bound, ROWS_AT_ONCE))
    for (const stored of rows) {
      const row = stored.map((value, i) => shape.take(kinds[i] as Kind, value));
      batch.push(row);
      characters += row.reduce((sum: number, value) => sum + sizeOf(value), 0);
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
      yield batch;
      [batch, characters] = [[], 0];
    }
  if (batch.length > 0) yield batch;
}

const sizeOf = (value: Value) => (typeof value === "string" || value instanceof Uint8Array ? value.length : 8);

function kindOfKey({ columns, key }: Table, at: number): Kind {
  return columns.find(({ name }) => name === key[at])?.kind ?? "text";
}

/** The values of a row's key. */
export function keyOf({ columns, key }: Table, row: readonly Value[]): Value[] {
  return key.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null);
}

/** Over all rows of a table, by what both databases make of them. */
export async function checksumOf(place: Place, table: Table): Promise<Checksum> {
  const checksum = new Checksum();
  for await (const batch of batchesOf(place, table)) {
    for (const row of batch) checksum.add(row);
    await turn();
  }
  return checksum;
}

/** Parents before children, so that foreign keys hold at every moment. */
export function inOrder(tables: readonly Table[]): Table[] {
  const placed = new Set<string>();
  const order: Table[] = [];
  for (let left = [...tables]; left.length > 0; left = left.filter(({ name }) => !placed.has(name))) {
    const free = left.filter(({ refersTo }) => refersTo.every((name) => placed.has(name)));
    if (free.length === 0) throw new Error(`Tables refer to each other in a circle: ${left.map(({ name }) => name)}`);
    for (const table of free) {
      placed.add(table.name);
      order.push(table);
    }
  }
  return order;
}
