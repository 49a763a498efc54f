import type { Column, Numbers } from "./column";
import { Dictionary } from "./dictionary";
import { KEPT } from "./row";
import type { ColumnTable } from "./table";

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
const YES = "1";

/** The numbers of a table, and the columns they belong in. */
export function numberColumns(table: ColumnTable): [name: string, column: Column<Numbers>][] {
  return [
    ["occurredAt", table.occurredAt],
    ["isDead", table.isDead],
    ...table.ids.words.map((words, i): [string, Column<Numbers>] => [`ids.${i}`, words]),
    ...Object.entries(table.codes).map(([name, codes]): [string, Column<Numbers>] => [`codes.${name}`, codes]),
    ...KEPT.map((name): [string, Column<Numbers>] => [`measures.${name}`, table.measures[name]]),
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
  const [titles, names] = [[...table.titles], [...table.viewerNames]];
  return [
    ...numbers,
    ...Object.entries(table.dictionaries).map(([name, { values }]) => texts(`names.${name}`, values)),
    texts("variables.refused", table.variables.refused),
    texts(
      "titles.id",
      titles.map(([id]) => id),
    ),
    texts(
      "titles.title",
      titles.map(([, title]) => title),
    ),
    texts(
      "viewers.key",
      names.map(([key]) => key),
    ),
    texts(
      "viewers.name",
      names.map(([, { name }]) => name),
    ),
    texts(
      "viewers.email",
      names.map(([, { email }]) => email),
    ),
    texts(
      "viewers.identified",
      names.map(([, { identified }]) => (identified ? YES : null)),
    ),
    texts(
      "viewers.excluded",
      names.map(([, { excluded }]) => (excluded ? YES : null)),
    ),
  ];
}

/** Arrays that were read back, by name. */
export type Found = Map<string, Numbers | (string | null)[]>;

/** Puts what `partsOf` gave, read back, into an empty table. Throws when something is missing. */
export function fillFrom(found: Found, table: ColumnTable, shape: { rows: number; sorted: number }): void {
  const texts = (name: string) => {
    const values = found.get(name);
    if (!Array.isArray(values)) throw new Error(`The snapshot has no ${name}`);
    return values;
  };
  for (const name of found.keys()) {
    const key = /^codes\.var:(.+)$/s.exec(name)?.[1];
    if (key !== undefined) table.keepVariable(key);
  }
  for (const key of texts("variables.refused")) table.variables.refuse(key ?? "");
  for (const [name, column] of numberColumns(table)) {
    const data = found.get(name);
    if (data === undefined || Array.isArray(data) || data.length !== shape.rows)
      throw new Error(`The snapshot has no ${name}`);
    column.adopt(data);
  }
  const titles = texts("titles.title");
  for (const [i, id] of texts("titles.id").entries()) table.titles.set(id ?? "", titles[i] ?? "");
  const [names, emails, identified] = [texts("viewers.name"), texts("viewers.email"), texts("viewers.identified")];
  const excluded = texts("viewers.excluded");
  for (const [i, key] of texts("viewers.key").entries())
    table.nameViewer(key ?? "", {
      name: names[i] ?? null,
      email: emails[i] ?? null,
      identified: identified[i] === YES,
      excluded: excluded[i] === YES,
    });
  // After the names, which need not be looked up one by one then.
  for (const name of table.dimensions) table.dictionaries[name] = new Dictionary(texts(`names.${name}`));
  table.restored(shape);
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
