import type { Range } from "../query/filters";
import {
  type CodedDimension,
  type DecileDimension,
  type Dimension,
  type Filter,
  isCoded,
  type SecondDimension,
} from "../query/query";
import type { Block } from "./block";
import { BLOCK_ROWS, DENSE_PAIRS, MANY_VALUES, MOST_REMAINING, PAIRS_BY_ARRAY, SECONDS_BY_ARRAY } from "./bounds";
import type { Codes } from "./column";
import { FIRST_OF_ALL, firstBitOf } from "./firsts";
import { byCalendar, byClock, codesByRuns, type Run } from "./group-times";
import { Numbered } from "./numbered";
import type { TableView } from "./view";

/** A way to number the rows of a block by their values of a dimension. */
export interface Grouping {
  /** Numbers there may be: all are below this */
  readonly size: number;
  /** Whether the size stays; else it grows from block to block */
  readonly fixed: boolean;
  /** Whether later rows never have smaller numbers, as long as rows come in order of time */
  readonly followsTime: boolean;
  /** A number for each row of the block; valid until the next call */
  codes(block: Block): Codes;
  /** What a number stands for, one value a dimension; null = unknown */
  keys(code: number): (string | null)[];
  /** The code of the first dimension's value; only where that has a dictionary */
  code?(number: number): number;
  /** How the key of a number begins, as a number itself (see start.ts); only where numbers are the codes of a dictionary */
  start?(code: number): number;
  /** Bits by which a row is told to be the first of its viewer, or of a new one, in its group: see firsts.ts */
  readonly firstBits?: { all?: number; new?: number };
  /** Where numbers are buckets of the calendar: when one begins and ends, ms */
  bucket?(code: number): { from: number; until: number };
  /** Where time alone tells the number: the one of an instant, and of all around it */
  runAt?(instant: number): Run;
}

/** No dimension has as many values, and the product of two is still a whole number. */
const MOST_NUMBERS = 2 ** 26;
const ZEROS = new Uint8Array(BLOCK_ROWS);

const ALL_AS_ONE: Grouping = {
  ...{ size: 1, fixed: true, followsTime: true, codes: () => ZEROS, keys: () => [] },
  firstBits: { all: FIRST_OF_ALL, new: FIRST_OF_ALL },
};

export interface GroupBy {
  by: readonly Dimension[];
  filters?: readonly Filter[];
  /** Width of second buckets */
  step?: number;
}

export function groupingOf(
  view: TableView,
  { by, filters = [], step = 1 }: GroupBy,
  range: Range,
  zone: string,
): Grouping {
  const [first, ...others] = by.map((dimension) => {
    if (!isCoded(dimension)) return single(view, dimension, step, range, zone);
    const few = remaining(view, dimension, filters);
    return few === null ? byValue(view, dimension) : byRemaining(view, dimension, few);
  });
  if (first === undefined) return ALL_AS_ONE;
  return others.reduce(pairs, first);
}

/** How many values a filter leaves of a dimension with very many; null where it does not leave few. */
function remaining(view: TableView, dimension: CodedDimension, filters: readonly Filter[]): number | null {
  if ((view.dictionaries[dimension]?.size ?? 0) < MANY_VALUES) return null;
  const named = filters.filter(({ dimension: own, include }) => own === dimension && include.length > 0);
  const least = Math.min(...named.map(({ include }) => include.length));
  return least <= MOST_REMAINING ? least : null;
}

function single(
  view: TableView,
  dimension: Exclude<Dimension, CodedDimension>,
  step: number,
  range: Range,
  zone: string,
): Grouping {
  switch (dimension) {
    case "hour":
    case "weekday":
      return byClock(view, dimension, range, zone);
    case "day":
    case "week":
    case "month":
      return byCalendar(view, dimension, range, zone);
    case "percentage":
    case "participation":
    case "correctness":
      return byTenth(view, dimension);
    case "last_point":
    case "furthest_point":
      return bySecond(view, dimension, Math.max(1, Math.floor(step)));
  }
}

function byValue(view: TableView, dimension: CodedDimension): Grouping {
  const names = view.dictionaries[dimension];
  const starts = names?.starts;
  return {
    size: names?.size ?? 1,
    fixed: true,
    followsTime: false,
    codes: (block) => block.codes(dimension),
    keys: (code) => [names?.text(code) ?? null],
    code: (code) => code,
    firstBits: { all: firstBitOf(dimension) },
    ...(starts && { start: (code: number) => starts.data[code] as number }),
  };
}

/** Values that a filter leaves few of: numbered as they come, for sums of all that there are would be mostly empty. */
function byRemaining(view: TableView, dimension: CodedDimension, most: number): Grouping {
  const names = view.dictionaries[dimension];
  /** By code: its number and one */
  const numbers = new Uint16Array(names?.size ?? 1);
  const occurring: number[] = [];
  const codes = new Uint16Array(BLOCK_ROWS);
  return {
    size: most,
    fixed: true,
    followsTime: false,
    codes: (block) => {
      const own = block.codes(dimension);
      for (let i = 0; i < block.count; i++) {
        const code = own[i] as number;
        if (numbers[code] === 0) numbers[code] = occurring.push(code);
        codes[i] = (numbers[code] as number) - 1;
      }
      return codes;
    },
    keys: (number) => [names?.text(occurring[number] as number) ?? null],
    code: (number) => occurring[number] as number,
  };
}

/** 0 = 0–9 … 9 = 90–100. */
export const tenthOf = (percentage: number) => Math.min(9, Math.floor(percentage / 10));

/** 0 = unknown, 1 = 0–9 … 10 = 90–100. */
function byTenth(view: TableView, dimension: DecileDimension): Grouping {
  const { unknown } = view.measures[dimension];
  const codeOf = Uint8Array.from({ length: unknown + 1 }, (_, value) => (value === unknown ? 0 : tenthOf(value) + 1));
  const codes = new Uint8Array(BLOCK_ROWS);
  return {
    size: 11,
    fixed: true,
    followsTime: false,
    codes: (block) => {
      const values = block.values(dimension);
      for (let i = 0; i < block.count; i++) codes[i] = codeOf[values[i] as number] as number;
      return codes;
    },
    keys: (code) => [code === 0 ? null : String(code - 1)],
  };
}

/** Seconds in steps; numbered as they come, for a video of a day has more of them than most have views. */
function bySecond(view: TableView, dimension: SecondDimension, step: number): Grouping {
  const { unknown } = view.measures[dimension];
  // 0 is unknown, and each bucket is its place and one.
  const numbers = new Numbered(SECONDS_BY_ARRAY);
  const codes = new Uint32Array(BLOCK_ROWS);
  return {
    get size() {
      return numbers.occurring.length;
    },
    fixed: false,
    followsTime: false,
    codes: (block) => {
      const values = block.values(dimension);
      for (let i = 0; i < block.count; i++) {
        const value = values[i] as number;
        codes[i] = numbers.of(value === unknown ? 0 : Math.floor(value / step) + 1);
      }
      return codes;
    },
    keys: (code) => {
      const place = numbers.occurring[code] ?? 0;
      return [place === 0 ? null : String((place - 1) * step)];
    },
  };
}

function pairs(first: Grouping, second: Grouping): Grouping {
  // Groups that are numbered as they come have no last number to count on.
  const dense = first.fixed && second.fixed && first.size * second.size <= DENSE_PAIRS;
  return dense ? densePairs(first, second) : occurringPairs(first, second);
}

function densePairs(first: Grouping, second: Grouping): Grouping {
  const width = second.size;
  const codes = new Uint32Array(BLOCK_ROWS);
  const runAt = bothRuns(first, second);
  return {
    size: first.size * width,
    fixed: true,
    followsTime: false,
    codes: (block) => {
      if (runAt) return codesByRuns(block, codes, runAt);
      const [a, b, { count }] = [first.codes(block), second.codes(block), block];
      for (let i = 0; i < count; i++) codes[i] = Math.imul(a[i] as number, width) + (b[i] as number);
      return codes;
    },
    ...namedPairs(first, second, (code) => [Math.floor(code / width), code % width]),
    ...(runAt && { runAt }),
  };
}

/** Numbered as they come. */
function occurringPairs(first: Grouping, second: Grouping): Grouping {
  const numbers = new Numbered(PAIRS_BY_ARRAY);
  const codes = new Uint32Array(BLOCK_ROWS);
  // The part that stays counts the lower places: so early pairs are small numbers.
  const turned = first.fixed;
  const width = turned ? first.size : second.fixed ? second.size : MOST_NUMBERS;
  return {
    get size() {
      return numbers.occurring.length;
    },
    fixed: false,
    followsTime: false,
    codes: (block) => {
      const [a, b, { count }] = [first.codes(block), second.codes(block), block];
      const [low, high] = turned ? [a, b] : [b, a];
      for (let i = 0; i < count; i++) codes[i] = numbers.of((high[i] as number) * width + (low[i] as number));
      return codes;
    },
    ...namedPairs(first, second, (code) => {
      const pair = numbers.occurring[code] ?? 0;
      const [low, high] = [pair % width, Math.floor(pair / width)];
      return turned ? [low, high] : [high, low];
    }),
  };
}

/** What a pair's number stands for; `halves`: the numbers it is of */
function namedPairs(
  first: Grouping,
  second: Grouping,
  halves: (code: number) => [first: number, second: number],
): Pick<Grouping, "keys" | "code" | "bucket"> {
  const { code } = first;
  const [firstBucket, secondBucket] = [first.bucket, second.bucket];
  return {
    keys: (pair) => {
      const [a, b] = halves(pair);
      return [...first.keys(a), ...second.keys(b)];
    },
    ...(code && { code: (pair: number) => code(halves(pair)[0]) }),
    ...((firstBucket || secondBucket) && {
      bucket: (pair: number) => {
        const [a, b] = halves(pair);
        const both = [firstBucket?.(a), secondBucket?.(b)].flatMap((one) => one ?? []);
        return { from: Math.max(...both.map(({ from }) => from)), until: Math.min(...both.map(({ until }) => until)) };
      },
    }),
  };
}

/** The runs of pairs of which both are told by time. */
function bothRuns({ runAt }: Grouping, { size, runAt: secondAt }: Grouping): ((instant: number) => Run) | undefined {
  if (!runAt || !secondAt) return undefined;
  return (instant) => {
    const [a, b] = [runAt(instant), secondAt(instant)];
    return { code: a.code * size + b.code, from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) };
  };
}
