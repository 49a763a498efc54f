import type { Connection } from "./connection";

/** What a column can hold, on both databases alike. */
export type Kind = "text" | "int" | "bigint" | "real" | "boolean" | "instant" | "bytes";

export interface Column {
  name: string;
  kind: Kind;
}

export interface Table {
  name: string;
  columns: Column[];
  /** Names of the primary key's columns, in its order */
  key: string[];
  /** Tables that its foreign keys point to */
  refersTo: string[];
}

/**
 * A value as both databases have it: text, numbers of up to 53 bits, larger whole numbers as decimal text, instants as
 * `YYYY-MM-DDTHH:MM:SS.mmm` UTC.
 */
export type Value = string | number | boolean | Uint8Array | null;

/** How one database describes its tables, and how its values become those of both and back. */
export interface Shape {
  /** The product's own tables, without the ledger of migrations, by name. */
  tables(connection: Connection): Promise<Table[]>;
  /** Whether there is a table of this name. */
  has(connection: Connection, table: string): Promise<boolean>;
  /** The expression that reads a column so that `take` understands it. */
  read(column: Column): string;
  take(kind: Kind, stored: unknown): Value;
  /** What is bound to store a value. */
  give(kind: Kind, value: Value): unknown;
  /** After rows were put in with their keys: numbers that the database gives out go on behind them. */
  settleSequences(connection: Connection, table: Table): Promise<void>;
}

/** By name; throws where a table cannot be copied: a type that is not known, or no key. */
export function tableOf(
  name: string,
  columns: (Column & { type: string; keyAt: number })[],
  refersTo: string[],
): Table {
  const key = columns.filter(({ keyAt }) => keyAt > 0).toSorted((a, b) => a.keyAt - b.keyAt);
  if (key.length === 0) throw new Error(`The table ${name} has no primary key.`);
  return {
    name,
    columns: columns.map(({ name, kind }) => ({ name, kind })),
    key: key.map(({ name }) => name),
    refersTo: refersTo.filter((other) => other !== name),
  };
}

export function kindOf(kinds: Record<string, Kind>, type: string, column: string): Kind {
  const kind = kinds[type.toUpperCase()];
  if (kind === undefined) throw new Error(`The column ${column} is of the type ${type}, which is not known here.`);
  return kind;
}
