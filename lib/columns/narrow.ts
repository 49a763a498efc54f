import type { Block } from "./block";
import { PART_IN_MAP, WORTH_SHARING } from "./bounds";
import type { Codes } from "./column";
import type { Lane } from "./lane";
import { lateBlocks, orderedBlocks, orderedRange, type Room, type Scan } from "./select";
import { leavePeopleWhole, type Selected } from "./selected";
import type { ColumnTable } from "./table";
import type { TableView } from "./view";

type Lend = (length: number) => Uint32Array;
type FoundScan = Scan & { selected: Selected };
const NOBODY = new Uint32Array(0);
/**
 * By viewer code: the new number and one. Kept for the next time, 4 bytes a viewer: megabytes made anew for each batch are a
 * reason for V8 to mark all that is alive.
 */
let numbers = new Uint32Array(0);

/**
 * The scan with its rows found, where filters leave some out or the rows are fewer than there are viewers. `lend`: gives
 * shared memory for so many numbers.
 */
export function narrowed(view: TableView, scan: Scan, lend: Lend): Scan {
  if (!isNarrowing(view, scan)) return scan;
  const rows = lend(mostOf(view, scan));
  const ordered = fill(rows, 0, (room) => orderedBlocks(view, scan, orderedRange(view, scan), room));
  return withPeople(view, withRows(view, scan, rows, ordered), lend);
}

/**
 * The same of several scans, some of it by other threads. The table must not change meanwhile. `onRows` is told when the rows of
 * a scan are known and a thread is free while their people are being numbered: it gets the scan as it is for whoever counts none.
 */
export async function narrowedTogether(
  table: ColumnTable,
  scans: Scan[],
  lanes: readonly Lane[],
  onRows: (scan: Scan, found: Scan) => void,
): Promise<Scan[]> {
  const lend: Lend = (length) => table.rowMemory.lend(length);
  const here = (scan: Scan) => narrowed(table, scan, lend);
  const large = scans.filter((scan) => isNarrowing(table, scan) && mostOf(table, scan) >= WORTH_SHARING);
  const [first, ...others] = large;
  const [lane] = lanes;
  if (first === undefined || lane === undefined) return scans.map(here);
  const theirs = new Map(
    others.map((scan, i) => {
      const its = lanes[i % lanes.length] ?? lane;
      return [
        scan,
        its.narrow(table, scan, [lend(mostOf(table, scan)), lend(mostOf(table, scan))]).catch(() => here(scan)),
      ] as const;
    }),
  );
  const own = others.length === 0 ? narrowedInHalves(table, first, lane, onRows) : here(first);
  return Promise.all(scans.map((scan) => (scan === first ? own : (theirs.get(scan) ?? here(scan)))));
}

/** The later half of the rows is looked through by another thread. */
async function narrowedInHalves(
  table: ColumnTable,
  scan: Scan,
  lane: Lane,
  onRows: (scan: Scan, found: Scan) => void,
): Promise<Scan> {
  const lend: Lend = (length) => table.rowMemory.lend(length);
  if (scan.checks.length === 0) return narrowed(table, scan, lend);
  const [first, end] = orderedRange(table, scan);
  const middle = (first + end) >>> 1;
  const rows = lend(mostOf(table, scan));
  const later = rows.subarray(middle - first);
  const looking = lane.find(table, scan, [middle, end], later).catch(() => findRows(table, scan, [middle, end], later));
  const earlier = findRows(table, scan, [first, middle], rows);
  const count = await looking;
  rows.copyWithin(earlier, middle - first, middle - first + count);
  const found = withRows(table, scan, rows, earlier + count);
  onRows(scan, found);
  return withPeople(table, found, lend);
}

/** Writes which rows of a stretch in order of time a scan means, and says how many. */
export function findRows(
  view: TableView,
  scan: Scan,
  stretch: readonly [first: number, end: number],
  into: Uint32Array,
): number {
  return fill(into, 0, (room) => orderedBlocks(view, scan, stretch, room));
}

function isNarrowing(view: TableView, scan: Scan): boolean {
  return scan.checks.length > 0 || mostOf(view, scan) < view.dictionaries.viewer.size;
}

function mostOf(view: TableView, scan: Scan): number {
  const [first, end] = orderedRange(view, scan);
  return Math.max(0, end - first) + view.rows - view.sorted;
}

/** Adds blocks' rows after those that are there, and says how many there are then. */
function fill(rows: Uint32Array, already: number, blocks: (room: Room) => Generator<Block>): number {
  let count = already;
  for (const block of blocks(() => rows.subarray(count))) {
    if (block.rows === null) for (let i = 0; i < block.count; i++) rows[count + i] = block.from + i;
    count += block.count;
  }
  return count;
}

/** The scan with its rows, and nobody numbered yet; rows in order of time are there, the delta's are added. */
function withRows(view: TableView, scan: Scan, room: Uint32Array, ordered: number): FoundScan {
  const rows = room.subarray(
    0,
    fill(room, ordered, (late) => lateBlocks(view, scan, late)),
  );
  const isOfPeople = leavePeopleWhole(scan.checks);
  return { ...scan, checks: [], selected: { rows, ordered, isOfPeople, people: NOBODY, peopleCount: 0 } };
}

function withPeople(view: TableView, { selected, ...scan }: FoundScan, lend: Lend): Scan {
  const { rows } = selected;
  const people = lend(rows.length).subarray(0, rows.length);
  return { ...scan, selected: { ...selected, people, peopleCount: renumber(view, rows, people) } };
}

/** Writes whose the rows are, numbered from 0, and says how many people there are. */
function renumber(view: TableView, rows: Uint32Array, people: Uint32Array): number {
  const viewers = view.codes.viewer.data;
  if (rows.length < view.dictionaries.viewer.size / PART_IN_MAP) return renumberFew(viewers, rows, people);
  const { size } = view.dictionaries.viewer;
  // With room for some who are yet to come: each delivery may bring one.
  if (numbers.length < size) numbers = new Uint32Array(size + (size >>> 4) + 1_024);
  else numbers.fill(0, 0, size);
  let peopleCount = 0;
  for (let i = 0; i < rows.length; i++) {
    const viewer = viewers[rows[i] as number] as number;
    const known = numbers[viewer] as number;
    // Without a branch: half the guesses would be wrong, and no look ahead would hide how long the memory takes.
    const isNew = (known - 1) >>> 31;
    peopleCount += isNew;
    const number = known + isNew * peopleCount;
    numbers[viewer] = number;
    people[i] = number - 1;
  }
  return peopleCount;
}

function renumberFew(viewers: Codes, rows: Uint32Array, people: Uint32Array): number {
  const numbers = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const viewer = viewers[rows[i] as number] as number;
    const number = numbers.get(viewer) ?? numbers.size;
    if (number === numbers.size) numbers.set(viewer, number);
    people[i] = number;
  }
  return numbers.size;
}
