import type {
  Batch,
  Dimension,
  Group,
  GroupAnswer,
  GroupQuery,
  Query,
  RowAnswer,
  RowQuery,
  Selection,
  Sums,
} from "../query/query";
import { type Grouped, sumsOf } from "./aggregate";
import { keysOf } from "./keys";
import { select } from "./select";
import type { ColumnTable } from "./table";

/** Answers a batch from the table as it is. Queries with the same Selection share its rows, and dimensions their keys. */
export function runBatch(table: ColumnTable, batch: Batch): (GroupAnswer | RowAnswer)[] {
  const selections = new Map<string, Uint32Array>();
  const rowsOf = (query: Query): Uint32Array => {
    const { from, until, filters, search, searchPeople } = query;
    const key = JSON.stringify({ from, until, filters, search, searchPeople } satisfies Selection);
    const rows = selections.get(key) ?? select(table, query);
    selections.set(key, rows);
    return rows;
  };
  const totalOf = totals(table, batch.completionThreshold);
  return batch.queries.map((query) =>
    query.kind === "rows" ? newest(table, rowsOf(query), query) : groups(table, rowsOf(query), query, batch, totalOf),
  );
}

/** Code-point order on every executor; absent last. */
export function compareKeys(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

type TotalOf = (rows: Uint32Array, viewers: boolean) => Sums;

/** Sums of whole selections, each reckoned once a batch. */
function totals(table: ColumnTable, threshold: number): TotalOf {
  const known = new Map<Uint32Array, { sums: Sums; viewers: boolean }>();
  return (rows, viewers) => {
    const held = known.get(rows);
    if (held && (held.viewers || !viewers)) return viewers ? held.sums : { ...held.sums, viewers: 0 };
    const grouped = { rows, groupOf: new Uint32Array(rows.length), groups: 1 };
    const sums = sumsOf(table, grouped, { viewers, threshold })(0);
    known.set(rows, { sums, viewers });
    return sums;
  };
}

function groups(table: ColumnTable, rows: Uint32Array, query: GroupQuery, batch: Batch, totalOf: TotalOf): GroupAnswer {
  const options = { viewers: query.viewers, threshold: batch.completionThreshold };
  const total = totalOf(rows, query.viewers);
  if (query.by.length === 0) return { kind: "groups", groups: [{ keys: [], sums: total }], groupCount: 1, total };

  const { grouped, keys } = groupRows(table, rows, query.by, batch.zone);
  const sums = sumsOf(table, grouped, options);
  const found: Group[] = keys.map((own, group) => ({ keys: own, sums: sums(group) }));
  const { order } = query;
  const byKey = (a: Group, b: Group) => a.keys.reduce((sign, key, i) => sign || compareKeys(key, b.keys[i] ?? null), 0);
  found.sort((a, b) => {
    const difference = order ? a.sums[order.by] - b.sums[order.by] : 0;
    return (order?.descending ? -difference : difference) || byKey(a, b);
  });
  const start = query.offset ?? 0;
  const shown = query.limit === undefined ? found.slice(start) : found.slice(start, start + query.limit);
  return { kind: "groups", groups: shown, groupCount: found.length, total };
}

/** Numbers the combinations of keys that occur, in order of first sight. */
function groupRows(
  table: ColumnTable,
  rows: Uint32Array,
  by: Dimension[],
  zone: string,
): { grouped: Grouped; keys: (string | null)[][] } {
  const dimensions = by.map((dimension) => keysOf(table, rows, dimension, zone));
  const [first, second] = dimensions;
  const keys: (string | null)[][] = [];
  const groupOf = new Uint32Array(rows.length);
  if (first === undefined) return { grouped: { rows, groupOf, groups: 1 }, keys: [[]] };
  const width = second?.labels.length ?? 1;
  const size = first.labels.length * width;
  // Group number + 1 by combined code; a map where the combinations would be too many for an array.
  const dense = size <= 4_000_000 ? new Uint32Array(size) : null;
  const sparse = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const a = first.codes[i] as number;
    const b = second ? (second.codes[i] as number) : 0;
    const code = a * width + b;
    let number = dense ? (dense[code] as number) : (sparse.get(code) ?? 0);
    if (number === 0) {
      number = keys.push(second ? [first.labels[a] ?? null, second.labels[b] ?? null] : [first.labels[a] ?? null]);
      if (dense) dense[code] = number;
      else sparse.set(code, number);
    }
    groupOf[i] = number - 1;
  }
  return { grouped: { rows, groupOf, groups: keys.length }, keys };
}

/** A page of the newest rows. Only rows that can be on a page so far are sorted. */
function newest(table: ColumnTable, rows: Uint32Array, { limit, offset }: RowQuery): RowAnswer {
  const times = table.occurredAt.data;
  const before = (a: number, b: number) => {
    const difference = (times[b] as number) - (times[a] as number);
    if (difference !== 0) return difference;
    return (table.ids[a] ?? "") < (table.ids[b] ?? "") ? 1 : -1;
  };
  const needed = offset + limit;
  let best: number[] = [];
  let threshold = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    if ((times[row] as number) < threshold) continue;
    best.push(row);
    if (best.length < needed * 2 + 1_000) continue;
    best = best.sort(before).slice(0, needed);
    threshold = times[best[best.length - 1] ?? row] as number;
  }
  const page = best.sort(before).slice(offset, needed);
  return { kind: "rows", ids: page.map((row) => table.ids[row] ?? ""), total: rows.length };
}
