import type { CodedDimension } from "../query/query";
import type { Codes, Values } from "./column";
import { type ColumnDimension, KEPT, type Kept } from "./row";
import type { ColumnTable } from "./table";

/** What a scan reads of a table: its columns' memory and the names of codes. */
export interface TableView {
  rows: number;
  sorted: number;
  dead: number;
  occurredAt: { data: Float64Array };
  isDead: { data: Uint8Array };
  /** Bits that say of which values a row is its viewer's first: see firsts.ts */
  firsts: { data: Uint16Array };
  /** By viewer code: when the viewer's first view ever was, ms */
  firstSeen: { data: Float64Array };
  /** By viewer code: the code of the viewer's identity, and how the name begins */
  identities: { data: Uint8Array; nameStarts: { data: Float64Array }; nameOf?(viewer: number): string | null };
  /** Of variables, those that are kept */
  codes: Record<ColumnDimension, { data: Codes }>;
  measures: Record<Kept, { data: Values; unknown: number }>;
  /** `starts`, where they are known: how each value begins, as a number */
  dictionaries: Record<
    CodedDimension,
    { size: number; text(code: number): string | null; starts?: { data: Float64Array } }
  >;
  /** By video */
  titles: ReadonlyMap<string, string>;
}

/** As another thread gets it. */
export type PostedView = Omit<TableView, "dictionaries"> & { dictionaries: Record<CodedDimension, { size: number }> };

/** A view that can be posted to another thread: memory is shared, names are left out. */
export function postable(table: ColumnTable): PostedView {
  const { rows, sorted, dead, occurredAt, isDead, firsts, firstSeen, identities, dimensions, measures, dictionaries } =
    table;
  return {
    rows,
    sorted,
    dead,
    occurredAt: { data: occurredAt.data },
    isDead: { data: isDead.data },
    firsts: { data: firsts.data },
    firstSeen: { data: firstSeen.data },
    identities: { data: identities.data, nameStarts: { data: identities.nameStarts.data } },
    codes: record(dimensions, (name) => ({ data: codesOf(table, name) })),
    measures: record(KEPT, (name) => ({ data: measures[name].data, unknown: measures[name].unknown })),
    dictionaries: record([...dimensions, "identity"], (name) => ({ size: dictionaries[name]?.size ?? 1 })),
    titles: new Map(),
  };
}

/** The codes of a dimension that is kept. */
export function codesOf({ codes }: Pick<TableView, "codes">, dimension: ColumnDimension): Codes {
  const column = codes[dimension];
  if (column === undefined) throw new Error(`There is no column of ${dimension}`);
  return column.data;
}

export function record<N extends string, T>(names: readonly N[], make: (name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<N, T>;
}

/** The first row in order whose time is at least `instant`; `sorted` when there is none. */
export function firstFrom({ occurredAt, sorted }: Pick<TableView, "occurredAt" | "sorted">, instant: number): number {
  let [low, high] = [0, sorted];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((occurredAt.data[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
