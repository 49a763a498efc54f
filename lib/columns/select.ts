import type { Filter, Selection } from "../query/query";
import { BLOCK_ROWS, Block } from "./block";
import type { Codes } from "./column";
import type { ColumnTable } from "./table";

/** Whether rows pass: their code of a column, looked up. */
interface Check {
  data: Codes;
  /** 1 for each code that passes */
  passes: Uint8Array;
  /** Another chance for those that do not */
  or?: { data: Codes; passes: Uint8Array };
}

/**
 * The rows that a Selection means, block by block: first those in order of time, then the delta's. Where nothing is left
 * out, a block is a stretch of the columns themselves, uncopied.
 */
export function* blocksOf(table: ColumnTable, selection: Selection): Generator<Block> {
  const checks = checksOf(table, selection);
  const first = selection.from === null ? 0 : table.firstFrom(selection.from);
  const end = selection.until === null ? table.sorted : table.firstFrom(selection.until);
  for (let from = first; from < end; from += BLOCK_ROWS) {
    const until = Math.min(end, from + BLOCK_ROWS);
    if (checks.length === 0 && !anyDead(table, from, until)) yield new Block(table, from, until - from, null);
    else yield* checked(table, from, until, checks);
  }
  const { from, until } = selection;
  const times = table.occurredAt.data;
  for (let start = table.sorted; start < table.rows; start += BLOCK_ROWS)
    yield* checked(table, start, Math.min(table.rows, start + BLOCK_ROWS), checks, (row) => {
      const at = times[row] as number;
      return (from === null || at >= from) && (until === null || at < until);
    });
}

function anyDead(table: ColumnTable, from: number, until: number): boolean {
  if (table.dead === 0) return false;
  const found = table.isDead.data.indexOf(1, from);
  return found >= 0 && found < until;
}

function* checked(
  table: ColumnTable,
  from: number,
  until: number,
  checks: Check[],
  inTime?: (row: number) => boolean,
): Generator<Block> {
  const rows = new Uint32Array(until - from);
  let count = 0;
  const dead = table.isDead.data;
  for (let row = from; row < until; row++) {
    rows[count] = row;
    if (dead[row] === 0 && (inTime === undefined || inTime(row))) count++;
  }
  for (const { data, passes, or } of checks)
    count = or ? keepEither(rows, count, data, passes, or) : keep(rows, count, data, passes);
  if (count > 0) yield new Block(table, from, count, rows.subarray(0, count));
}

function keep(rows: Uint32Array, count: number, data: Codes, passes: Uint8Array): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    rows[kept] = row;
    kept += passes[data[row] as number] as number;
  }
  return kept;
}

function keepEither(
  rows: Uint32Array,
  count: number,
  data: Codes,
  passes: Uint8Array,
  or: { data: Codes; passes: Uint8Array },
): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    rows[kept] = row;
    kept += (passes[data[row] as number] as number) | (or.passes[or.data[row] as number] as number);
  }
  return kept;
}

function checksOf(table: ColumnTable, { filters, search, searchPeople }: Selection): Check[] {
  const checks: Check[] = filters.map((filter) => ({
    data: table.codes[filter.dimension].data,
    passes: passing(table, filter),
  }));
  if (search) checks.push(searched(table, search.toLowerCase(), searchPeople === true));
  return checks;
}

function passing(table: ColumnTable, { dimension, include, exclude }: Filter): Uint8Array {
  const dictionary = table.dictionaries[dimension];
  const passes = new Uint8Array(dictionary.size).fill(include.length === 0 ? 1 : 0);
  for (const [values, pass] of [
    [include, 1],
    [exclude, 0],
  ] as const)
    for (const value of values) {
      const code = dictionary.find(value);
      if (code !== undefined) passes[code] = pass;
    }
  return passes;
}

function searched(table: ColumnTable, wanted: string, people: boolean): Check {
  const matching = (values: (string | null)[], texts: (value: string) => (string | null | undefined)[]) =>
    Uint8Array.from(values, (value) =>
      value !== null && texts(value).some((text) => text?.toLowerCase().includes(wanted)) ? 1 : 0,
    );
  const titles = {
    data: table.codes.video.data,
    passes: matching(table.dictionaries.video.values, (id) => [table.titles.get(id)]),
  };
  if (!people) return titles;
  const names = matching(table.dictionaries.viewer.values, (key) => {
    const known = table.viewerNames.get(key);
    return [known?.name, known?.email];
  });
  return { ...titles, or: { data: table.codes.viewer.data, passes: names } };
}
