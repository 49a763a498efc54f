import { BLOCK_ROWS, Block } from "./block";
import type { Scan } from "./select";
import { blocksOf, orderedRange } from "./select";
import { MarkSheet } from "./sheet";
import type { TableView } from "./view";

/**
 * The rows that a scan means, found once for all threads, and whose views they are: the viewers numbered anew from 0 in
 * order of first sight, so that who is counted in a few rows takes little memory, however many viewers there are.
 */
export interface Selected {
  /** Ascending; the delta's come last */
  rows: Uint32Array;
  /** How many of them are in order of time */
  ordered: number;
  /** By place in `rows` */
  people: Uint32Array;
  peopleCount: number;
}

/** What those who count people in a scan have in common. */
export interface Crowd {
  people: MarkSheet;
  rows: number;
  /** Whether rows come in order of time, all of them */
  isOrdered: boolean;
  /** Whether no view is left out */
  isEverybody: boolean;
}

/** Once a scan. */
export function crowdOf(view: TableView, { from, until, checks, selected }: Scan): Crowd {
  const people = new MarkSheet(selected ? selected.peopleCount : view.dictionaries.viewer.size);
  return selected
    ? { people, rows: selected.rows.length, isOrdered: selected.ordered === selected.rows.length, isEverybody: false }
    : {
        ...{ people, rows: view.rows, isOrdered: view.sorted === view.rows },
        isEverybody: from === null && until === null && checks.length === 0,
      };
}

/** The scan with its rows found, where filters leave some out or the rows are fewer than there are viewers. */
export function narrowed(view: TableView, scan: Scan): Scan {
  const [first, end] = orderedRange(view, scan);
  const most = Math.max(0, end - first) + view.rows - view.sorted;
  if (scan.checks.length === 0 && most >= view.dictionaries.viewer.size) return scan;
  const rows = shared(most);
  let [count, ordered] = [0, 0];
  for (const block of blocksOf(view, scan)) {
    if (block.rows) rows.set(block.rows, count);
    else for (let i = 0; i < block.count; i++) rows[count + i] = block.from + i;
    count += block.count;
    if (block.isOrdered) ordered = count;
  }
  const found = rows.subarray(0, count);
  return { ...scan, checks: [], selected: { rows: found, ordered, ...renumbered(view, found) } };
}

function renumbered(view: TableView, rows: Uint32Array): Pick<Selected, "people" | "peopleCount"> {
  const viewers = view.codes.viewer.data;
  const people = shared(rows.length);
  /** By viewer code: the new number and one */
  const numbers = new Uint32Array(view.dictionaries.viewer.size);
  let peopleCount = 0;
  for (let i = 0; i < rows.length; i++) {
    const viewer = viewers[rows[i] as number] as number;
    if (numbers[viewer] === 0) numbers[viewer] = ++peopleCount;
    people[i] = (numbers[viewer] as number) - 1;
  }
  return { people, peopleCount };
}

const shared = (length: number) => new Uint32Array(new SharedArrayBuffer(length * Uint32Array.BYTES_PER_ELEMENT));

/** Neighbours in the table are taken as they stand there, uncopied. */
export function* blocksOfSelected(view: TableView, { rows, ordered, people }: Selected): Generator<Block> {
  for (const [from, until] of [
    [0, ordered],
    [ordered, rows.length],
  ] as const)
    for (let at = from; at < until; at += BLOCK_ROWS) {
      const end = Math.min(until, at + BLOCK_ROWS);
      const [first, last] = [rows[at] as number, rows[end - 1] as number];
      const own = last - first === end - at - 1 ? null : rows.subarray(at, end);
      yield new Block(view, first, end - at, own, people.subarray(at, end));
    }
}
