import { ROWS_BY_DIGIT } from "./bounds";
import type { ColumnTable } from "./table";

const DIGIT = 2 ** 16;

/** The rows in order of (occurredAt, id). */
export function orderByTime(rows: Uint32Array, table: ColumnTable): Uint32Array {
  if (rows.length < ROWS_BY_DIGIT) return rows.sort((a, b) => table.compare(a, b));
  const times = table.occurredAt.data;
  let [oldest, newest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rows.length; i++) {
    const at = times[rows[i] as number] as number;
    if (at < oldest) oldest = at;
    if (at > newest) newest = at;
  }
  let ordered = rows;
  // A radix sort: by the lowest 16 bits of the time, then by the next, and so on.
  for (let scale = 1; scale <= newest - oldest; scale *= DIGIT) ordered = byDigit(ordered, times, oldest, scale);
  orderTies(ordered, table);
  return ordered;
}

function byDigit(rows: Uint32Array, times: Float64Array, oldest: number, scale: number): Uint32Array {
  const digitOf = (row: number) => Math.floor(((times[row] as number) - oldest) / scale) % DIGIT;
  const next = new Uint32Array(DIGIT + 1);
  for (let i = 0; i < rows.length; i++) {
    const digit = digitOf(rows[i] as number) + 1;
    next[digit] = (next[digit] as number) + 1;
  }
  for (let digit = 1; digit <= DIGIT; digit++) next[digit] = (next[digit] as number) + (next[digit - 1] as number);
  const ordered = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const digit = digitOf(row);
    ordered[next[digit] as number] = row;
    next[digit] = (next[digit] as number) + 1;
  }
  return ordered;
}

/** Views of the same millisecond go by id. */
function orderTies(rows: Uint32Array, table: ColumnTable): void {
  const times = table.occurredAt.data;
  for (let from = 0; from < rows.length; ) {
    let until = from + 1;
    while (until < rows.length && times[rows[until] as number] === times[rows[from] as number]) until++;
    if (until - from > 1) rows.subarray(from, until).sort((a, b) => table.compare(a, b));
    from = until;
  }
}
