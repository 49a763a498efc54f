import { BLOCK_ROWS, Block } from "./block";
import type { Codes } from "./column";
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
  /** Whether filters left out people and nothing else */
  isOfPeople: boolean;
}

/** What those who count people in a scan have in common. */
export interface Crowd {
  people: MarkSheet;
  rows: number;
  /** Whether rows come in order of time, all of them */
  isOrdered: boolean;
  /** Which of them are told by their first views (firsts.ts): none is left out by filters, or by its time */
  toldByFirsts: { all: boolean; new: boolean };
}

/** Fewer rows than this part of all viewers are looked up in a map before a number for each viewer has its memory. */
const FEW = 64;

/** Once a scan. */
export function crowdOf(view: TableView, { from, checks, selected }: Scan): Crowd {
  const isOfPeople = selected?.isOfPeople ?? leavePeopleWhole(checks);
  return {
    people: new MarkSheet(selected ? selected.peopleCount : view.dictionaries.viewer.size),
    rows: selected ? selected.rows.length : view.rows,
    isOrdered: selected ? selected.ordered === selected.rows.length : view.sorted === view.rows,
    toldByFirsts: { all: isOfPeople && from === null, new: isOfPeople },
  };
}

const leavePeopleWhole = (checks: Scan["checks"]) =>
  checks.every(({ dimension, or }) => dimension === "viewer" && or === undefined);

/** The scan with its rows found, where filters leave some out or the rows are fewer than there are viewers. */
export function narrowed(view: TableView, scan: Scan): Scan {
  const [first, end] = orderedRange(view, scan);
  const most = Math.max(0, end - first) + view.rows - view.sorted;
  if (scan.checks.length === 0 && most >= view.dictionaries.viewer.size) return scan;
  const rows = shared(most);
  let [count, ordered] = [0, 0];
  for (const block of blocksOf(view, scan, new Uint32Array(BLOCK_ROWS))) {
    if (block.rows) rows.set(block.rows, count);
    else for (let i = 0; i < block.count; i++) rows[count + i] = block.from + i;
    count += block.count;
    if (block.isOrdered) ordered = count;
  }
  const found = rows.subarray(0, count);
  const isOfPeople = leavePeopleWhole(scan.checks);
  return { ...scan, checks: [], selected: { rows: found, ordered, isOfPeople, ...renumbered(view, found) } };
}

function renumbered(view: TableView, rows: Uint32Array): Pick<Selected, "people" | "peopleCount"> {
  const viewers = view.codes.viewer.data;
  const people = shared(rows.length);
  if (rows.length < view.dictionaries.viewer.size / FEW)
    return { people, peopleCount: renumberFew(viewers, rows, people) };
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
