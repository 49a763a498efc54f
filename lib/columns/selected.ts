import { Block, type Scratch } from "./block";
import { BLOCK_ROWS } from "./bounds";
import type { Scan } from "./select";
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
  /** How many there are in all, where they were counted already */
  peopleCount: number | null;
  rows: number;
  /** Whether rows come in order of time, all of them */
  isOrdered: boolean;
  /** Which of them are told by their first views (firsts.ts): none is left out by filters, or by its time */
  toldByFirsts: { all: boolean; new: boolean };
}

/** Once a scan. */
export function crowdOf(view: TableView, { from, checks, selected }: Scan): Crowd {
  const isOfPeople = selected?.isOfPeople ?? leavePeopleWhole(checks);
  return {
    people: new MarkSheet(selected ? selected.peopleCount : view.dictionaries.viewer.size),
    peopleCount: selected?.peopleCount ?? null,
    rows: selected ? selected.rows.length : view.rows,
    isOrdered: selected ? selected.ordered === selected.rows.length : view.sorted === view.rows,
    toldByFirsts: { all: isOfPeople && from === null, new: isOfPeople },
  };
}

export const leavePeopleWhole = (checks: Scan["checks"]) =>
  checks.every(({ dimension, or }) => dimension === "viewer" && or === undefined);

/** Neighbours in the table are taken as they stand there, uncopied. */
export function* blocksOfSelected(view: TableView, { rows, ordered, people }: Selected): Generator<Block> {
  const scratch: Scratch = new Map();
  for (const [from, until] of [
    [0, ordered],
    [ordered, rows.length],
  ] as const)
    for (let at = from; at < until; at += BLOCK_ROWS) {
      const end = Math.min(until, at + BLOCK_ROWS);
      const [first, last] = [rows[at] as number, rows[end - 1] as number];
      const own = last - first === end - at - 1 ? null : rows.subarray(at, end);
      yield new Block(view, first, end - at, own, scratch, people.subarray(at, end));
    }
}
