import type { Range } from "../query/filters";
import { percentRange } from "../query/percent-range";
import { type DecileDimension, type Filter, isDecile, type Selection } from "../query/query";
import { Block, type Scratch } from "./block";
import { BLOCK_ROWS, CODES_SIFTED, SIEVE } from "./bounds";
import type { Codes } from "./column";
import type { ColumnDimension } from "./row";
import { blocksOfSelected, type Selected } from "./selected";
import type { ColumnTable } from "./table";
import { codesOf, firstFrom, type TableView } from "./view";

/** Which codes of a column pass: 1 for each that does. */
interface Passes {
  dimension: ColumnDimension | DecileDimension;
  passes: Uint8Array;
  /** Where few of many pass: by the lowest bits of a code, whether one with these does. It stays in the processor's cache */
  sieve?: Uint8Array;
}

/** A Selection in terms of columns; plain data, for any thread. */
export interface Scan extends Range {
  /** All must pass; `or` is another chance */
  checks: (Passes & { or?: Passes })[];
  /** What remains of the rows, where that was found out already */
  selected?: Selected;
}

export function scanOf(table: ColumnTable, { from, until, filters, search, searchPeople }: Selection): Scan {
  const checks: Scan["checks"] = filters.map((filter) => passing(table, filter));
  if (search) checks.push(searched(table, search.toLowerCase(), searchPeople === true));
  if (table.identities.excluded.size > 0) checks.push(notExcluded(table));
  return { from, until, checks };
}

/** Rows in order of time that lie in the range; those of the delta are not among them. */
export function orderedRange(view: TableView, { from, until }: Range): [first: number, end: number] {
  return [from === null ? 0 : firstFrom(view, from), until === null ? view.sorted : firstFrom(view, until)];
}

/** Gives memory for the rows of a block: at least as many as it looks through. */
export type Room = () => Uint32Array;

/**
 * The rows that a scan means, block by block: first those in order of time, then the delta's. Where nothing is left
 * out, a block is a stretch of the columns themselves, uncopied.
 */
export function* blocksOf(view: TableView, scan: Scan): Generator<Block> {
  if (scan.selected) return yield* blocksOfSelected(view, scan.selected);
  const room = () => new Uint32Array(BLOCK_ROWS);
  yield* orderedBlocks(view, scan, orderedRange(view, scan), room);
  yield* lateBlocks(view, scan, room);
}

/** Of rows in order of time, those from `first` on and before `end`. */
export function* orderedBlocks(
  view: TableView,
  { checks }: Scan,
  [first, end]: readonly [first: number, end: number],
  room: Room,
): Generator<Block> {
  const scratch: Scratch = new Map();
  for (let from = first; from < end; from += BLOCK_ROWS) {
    const until = Math.min(end, from + BLOCK_ROWS);
    if (checks.length === 0 && !anyDead(view, from, until)) yield new Block(view, from, until - from, null, scratch);
    else yield* checked(view, [from, until], checks, room(), scratch);
  }
}

/** The delta's. */
export function* lateBlocks(view: TableView, { from, until, checks }: Scan, room: Room): Generator<Block> {
  const scratch: Scratch = new Map();
  const times = view.occurredAt.data;
  for (let start = view.sorted; start < view.rows; start += BLOCK_ROWS)
    yield* checked(view, [start, Math.min(view.rows, start + BLOCK_ROWS)], checks, room(), scratch, (row) => {
      const at = times[row] as number;
      return (from === null || at >= from) && (until === null || at < until);
    });
}

function anyDead(view: TableView, from: number, until: number): boolean {
  if (view.dead === 0) return false;
  const found = view.isDead.data.indexOf(1, from);
  return found >= 0 && found < until;
}

function* checked(
  view: TableView,
  [from, until]: readonly [from: number, until: number],
  checks: Scan["checks"],
  rows: Uint32Array,
  scratch: Scratch,
  inTime?: (row: number) => boolean,
): Generator<Block> {
  // A percentage takes a byte: as it is, it is the code of itself.
  const dataOf = ({ dimension }: Passes) =>
    isDecile(dimension) ? (view.measures[dimension].data as Codes) : codesOf(view, dimension);
  const [first, ...others] = checks;
  const isPlain = inTime === undefined && first !== undefined && !first.or && !anyDead(view, from, until);
  let count = isPlain
    ? keepStretch(rows, from, until, dataOf(first), first)
    : keepLive(rows, from, until, view.isDead.data, inTime);
  for (const check of isPlain && !first.sieve ? others : checks) {
    const { passes, or } = check;
    if (or) count = keepEither(rows, count, dataOf(check), passes, { data: dataOf(or), passes: or.passes });
    else count = keep(rows, count, dataOf(check), passes);
  }
  if (count > 0) yield new Block(view, from, count, rows.subarray(0, count), scratch);
}

function keepLive(
  rows: Uint32Array,
  from: number,
  until: number,
  dead: Uint8Array,
  inTime: ((row: number) => boolean) | undefined,
): number {
  let kept = 0;
  for (let row = from; row < until; row++) {
    rows[kept] = row;
    if (dead[row] === 0 && (inTime === undefined || inTime(row))) kept++;
  }
  return kept;
}

function keepStretch(
  rows: Uint32Array,
  from: number,
  until: number,
  data: Codes,
  { passes, sieve }: Pick<Passes, "passes" | "sieve">,
): number {
  if (sieve) return keepSifted(rows, from, until, data, sieve);
  const fours = from + ((until - from) & ~3);
  let kept = 0;
  for (let row = from; row < fours; row += 4) {
    rows[kept] = row;
    kept += passes[data[row] as number] as number;
    rows[kept] = row + 1;
    kept += passes[data[row + 1] as number] as number;
    rows[kept] = row + 2;
    kept += passes[data[row + 2] as number] as number;
    rows[kept] = row + 3;
    kept += passes[data[row + 3] as number] as number;
  }
  for (let row = fours; row < until; row++) {
    rows[kept] = row;
    kept += passes[data[row] as number] as number;
  }
  return kept;
}

/** Most rows fall through, so that a guess is right. */
function keepSifted(rows: Uint32Array, from: number, until: number, data: Codes, sieve: Uint8Array): number {
  let kept = 0;
  for (let row = from; row < until; row++) if (sieve[(data[row] as number) & (SIEVE - 1)] !== 0) rows[kept++] = row;
  return kept;
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

export function passing(table: ColumnTable, filter: Filter): Passes {
  const { dimension, include, exclude } = filter;
  if (isDecile(dimension)) return passingPercent(table, dimension, filter);
  const dictionary = table.dictionaries[dimension];
  if (dictionary === undefined) return passingUnkept(table, filter);
  const passes = new Uint8Array(dictionary.size).fill(include.length === 0 ? 1 : 0);
  for (const [values, pass] of [
    [include, 1],
    [exclude, 0],
  ] as const)
    for (const value of values) {
      const code = dictionary.find(value);
      if (code !== undefined) passes[code] = pass;
    }
  if (dimension !== "identity")
    return include.length > CODES_SIFTED || include.length === 0
      ? { dimension, passes }
      : { dimension, ...sifted(passes) };
  const viewers = new Uint8Array(table.dictionaries.viewer.size);
  const identities = table.identities.data;
  for (let viewer = 1; viewer < viewers.length; viewer++)
    viewers[viewer] = passes[identities[viewer] as number] as number;
  return { dimension: "viewer", passes: viewers };
}

function sifted(passes: Uint8Array): Pick<Passes, "passes" | "sieve"> {
  if (passes.length <= 2 * SIEVE) return { passes };
  const sieve = new Uint8Array(SIEVE);
  for (let code = passes.indexOf(1); code >= 0; code = passes.indexOf(1, code + 1)) sieve[code % SIEVE] = 1;
  return { passes, sieve };
}

function passingPercent(table: ColumnTable, dimension: DecileDimension, { include, exclude }: Filter): Passes {
  const { unknown } = table.measures[dimension];
  const passes = new Uint8Array(unknown + 1).fill(include.length === 0 ? 1 : 0);
  for (const [values, pass] of [
    [include, 1],
    [exclude, 0],
  ] as const)
    for (const value of values) {
      const range = value === null ? { from: unknown, to: unknown } : percentRange(value);
      if (range) passes.fill(pass, range.from, range.to + 1);
    }
  return { dimension, passes };
}

function notExcluded(table: ColumnTable): Passes {
  const passes = new Uint8Array(table.keys.size).fill(1);
  for (const viewer of table.identities.excluded) passes[viewer] = 0;
  return { dimension: "viewer", passes };
}

/** No view has a variable that never came; of one that is not kept nothing is known, and rather too little passes. */
function passingUnkept(table: ColumnTable, { dimension, include, exclude }: Filter): Passes {
  const isAbsent = !table.variables.lacks(dimension.slice("var:".length));
  const passes = isAbsent && !exclude.includes(null) && (include.length === 0 || include.includes(null));
  return { dimension: "viewer", passes: new Uint8Array(table.dictionaries.viewer.size).fill(passes ? 1 : 0) };
}

function searched(table: ColumnTable, wanted: string, people: boolean): Scan["checks"][number] {
  const titles: Passes = {
    dimension: "video",
    passes: Uint8Array.from(table.values.video.values, (id) =>
      id !== null && table.titles.get(id)?.toLowerCase().includes(wanted) ? 1 : 0,
    ),
  };
  if (!people) return titles;
  return { ...titles, or: { dimension: "viewer", passes: table.identities.search(wanted, table.keys.size) } };
}
