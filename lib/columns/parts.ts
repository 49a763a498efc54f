import type { Column, Numbers } from "./column";
import { Dictionary } from "./dictionary";
import { KEPT, type ValueDimension } from "./row";
import type { ColumnTable } from "./table";
import type { Texts } from "./texts";

/** One array of a table as it goes to a file and comes back. */
export type Part =
  | { name: string; kind: NumberKind; bytes(): Iterable<Uint8Array> }
  | { name: string; kind: "texts"; bytes(): Iterable<Uint8Array> };

export const KINDS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f64: Float64Array,
} as const;
export type NumberKind = keyof typeof KINDS;

const TEXTS_AT_ONCE = 20_000;
const END = "\0";
/** Stands alone for null; a text that begins with it gets one more. */
const NULL = "\u0001";
const DOUBTFUL = "firsts.doubtful";
const EXCLUDED = "viewers.excluded";

/** The numbers of a table, and the columns they belong in. */
export function numberColumns(table: ColumnTable): [name: string, column: Column<Numbers>][] {
  return [
    ["occurredAt", table.occurredAt],
    ["isDead", table.isDead],
    ["firsts", table.firsts],
    ...table.ids.words.map((words, i): [string, Column<Numbers>] => [`ids.${i}`, words]),
    ...Object.entries(table.codes).map(([name, codes]): [string, Column<Numbers>] => [`codes.${name}`, codes]),
    ...KEPT.map((name): [string, Column<Numbers>] => [`measures.${name}`, table.measures[name]]),
  ];
}

/** Of viewers, by code: texts … */
function viewerTexts({ keys, identities }: ColumnTable): [name: string, texts: Texts][] {
  return [
    ["names.viewer", keys.texts],
    ["viewers.name", identities.names],
    ["viewers.email", identities.emails],
  ];
}

/** … and numbers. */
function viewerColumns({ keys, identities }: ColumnTable): [name: string, column: Column<Numbers>][] {
  return [
    ["viewers.start", keys.starts],
    ["viewers.identity", identities],
    ["viewers.nameStart", identities.nameStarts],
  ];
}

/**
 * A table's arrays as they are now, while it goes on changing: rows from `base` on are copied at once; those before stay
 * where they are (the caller sees to it) and may only be overwritten by changes that come after this moment, which whoever
 * reads the parts will take from the database again.
 */
export function partsOf(table: ColumnTable, base: number): Part[] {
  const { rows } = table;
  const numbers = numberColumns(table).map(([name, { data }]): Part => {
    const stays = bytesOf(data.subarray(0, base));
    const copied = bytesOf(data.slice(base, rows));
    return { name, kind: kindOf(data), bytes: () => [stays, copied] };
  });
  const texts = (name: string, values: readonly (string | null)[]): Part => {
    const held = values.slice();
    return { name, kind: "texts", bytes: () => encoded(held) };
  };
  const titles = [...table.titles];
  const viewers = table.keys.size;
  return [
    ...numbers,
    ...Object.entries(table.values).map(([name, { values }]) => texts(`names.${name}`, values)),
    texts("variables.refused", table.variables.refused),
    texts(
      "titles.id",
      titles.map(([id]) => id),
    ),
    texts(
      "titles.title",
      titles.map(([, title]) => title),
    ),
    ...viewerTexts(table).map(([name, own]): Part => ({ name, kind: "texts", bytes: () => own.written(viewers) })),
    ...viewerColumns(table).map(([name, { data }]): Part => {
      return { name, kind: kindOf(data), bytes: () => [bytesOf(data.subarray(0, viewers))] };
    }),
    { name: EXCLUDED, kind: "u32", bytes: () => [bytesOf(Uint32Array.from(table.identities.excluded))] },
    // The last, so that all who are touched until the columns are written are among them.
    { name: DOUBTFUL, kind: "u32", bytes: () => [bytesOf(table.firsts.doubtful())] },
  ];
}

/** Arrays that were read back, by name; texts as they were written. */
export type Found = Map<string, Numbers | Buffer>;

/** Puts what `partsOf` gave, read back, into an empty table. Throws when something is missing. */
export function fillFrom(found: Found, table: ColumnTable, shape: { rows: number; sorted: number }): void {
  const texts = (name: string) => {
    const bytes = found.get(name);
    if (!(bytes instanceof Buffer)) throw new Error(`The snapshot has no ${name}`);
    return decoded(bytes);
  };
  const numbers = (name: string, length?: number) => {
    const data = found.get(name);
    if (data === undefined || (length !== undefined && data.length !== length))
      throw new Error(`The snapshot has no ${name}`);
    return data;
  };
  for (const name of found.keys()) {
    const key = /^codes\.var:(.+)$/s.exec(name)?.[1];
    if (key !== undefined) table.keepVariable(key);
  }
  for (const key of texts("variables.refused")) table.variables.refuse(key ?? "");
  for (const [name, column] of numberColumns(table)) column.adopt(numbers(name, shape.rows));
  const titles = texts("titles.title");
  for (const [i, id] of texts("titles.id").entries()) table.titles.set(id ?? "", titles[i] ?? "");
  for (const name of Object.keys(table.values) as ValueDimension[])
    table.values[name] = new Dictionary(texts(`names.${name}`));
  for (const [name, own] of viewerTexts(table)) own.adopt(numbers(name) as Buffer);
  for (const [name, column] of viewerColumns(table)) column.adopt(numbers(name, table.keys.size));
  table.restored(shape, { excluded: numbers(EXCLUDED), doubtful: numbers(DOUBTFUL) });
}

export function decoded(bytes: Buffer): (string | null)[] {
  if (bytes.length === 0) return [];
  const texts = bytes.toString("utf8").split(END);
  texts.pop();
  return texts.map((text) => (text === NULL ? null : text.startsWith(NULL) ? text.slice(1) : text));
}

function* encoded(values: readonly (string | null)[]): Generator<Uint8Array> {
  const text = (value: string | null) => (value === null ? NULL : value.startsWith(NULL) ? NULL + value : value) + END;
  for (let from = 0; from < values.length; from += TEXTS_AT_ONCE)
    yield Buffer.from(
      values
        .slice(from, from + TEXTS_AT_ONCE)
        .map(text)
        .join(""),
    );
}

function kindOf(data: Numbers): NumberKind {
  const found = Object.entries(KINDS).find(([, Kind]) => data instanceof Kind);
  return (found as [NumberKind, unknown])[0];
}

const bytesOf = (data: Numbers) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
