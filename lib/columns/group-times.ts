import { bucketsIn, DAY_MS, type OffsetSpan, offsetSpans } from "../query/calendar";
import type { Range } from "../query/filters";
import type { Block } from "./block";
import { BLOCK_ROWS } from "./bounds";
import type { Codes } from "./column";
import { FIRST_OF_ALL } from "./firsts";
import type { Grouping } from "./group";
import type { TableView } from "./view";

const HOUR_MS = 3_600_000;

/** First and last instant that views of a range can have. */
function extent(view: TableView, range: Range): { from: number; until: number } {
  const times = view.occurredAt.data;
  let from = view.sorted > 0 ? (times[0] as number) : Number.POSITIVE_INFINITY;
  let until = view.sorted > 0 ? (times[view.sorted - 1] as number) + 1 : Number.NEGATIVE_INFINITY;
  for (let row = view.sorted; row < view.rows; row++) {
    from = Math.min(from, times[row] as number);
    until = Math.max(until, (times[row] as number) + 1);
  }
  return { from: Math.max(from, range.from ?? from), until: Math.min(until, range.until ?? until) };
}

export function byCalendar(view: TableView, interval: "day" | "week" | "month", range: Range, zone: string): Grouping {
  const buckets = bucketsIn(extent(view, range), interval, zone);
  const starts = Float64Array.from([...buckets.map(({ from }) => from), Number.POSITIVE_INFINITY]);
  const bucketAt = (instant: number) => {
    let [low, high] = [0, buckets.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= instant) low = middle;
      else high = middle;
    }
    return low;
  };
  const codes = new Uint32Array(BLOCK_ROWS);
  const runAt = (instant: number): Run => {
    const code = bucketAt(instant);
    return { code, from: starts[code] as number, until: starts[code + 1] as number };
  };
  return {
    size: Math.max(1, buckets.length),
    fixed: true,
    followsTime: true,
    codes: (block) => codesByRuns(block, codes, runAt),
    runAt,
    keys: (code) => [buckets[code]?.label ?? null],
    firstBits: { new: FIRST_OF_ALL },
    bucket: (code) => ({ from: starts[code] as number, until: starts[code + 1] as number }),
  };
}

/** Hour of day or weekday on the zone's wall clock. */
export function byClock(view: TableView, dimension: "hour" | "weekday", range: Range, zone: string): Grouping {
  const spans = spansOf(extent(view, range), zone);
  const codes = new Uint8Array(BLOCK_ROWS);
  const isHour = dimension === "hour";
  const unit = isHour ? HOUR_MS : DAY_MS;
  const runAt = (instant: number): Run => {
    const [spanFrom, spanUntil, offset] = spanOf(spans, instant);
    const units = Math.floor((instant + offset) / unit);
    return {
      from: Math.max(spanFrom, units * unit - offset),
      until: Math.min(spanUntil, (units + 1) * unit - offset),
      // 1 January 1970 was a Thursday; no view is older than 1990.
      code: isHour ? units % 24 : (units + 3) % 7,
    };
  };
  return {
    size: isHour ? 24 : 7,
    fixed: true,
    followsTime: false,
    codes: (block) => codesByRuns(block, codes, runAt),
    runAt,
    keys: (code) => [String(isHour ? code : code + 1)],
  };
}

/** A code, and between which instants all have it. */
export interface Run {
  code: number;
  from: number;
  until: number;
}

/** Neighbours mostly share their code: in order of time, the rows between are not looked at. */
export function codesByRuns<T extends Codes>(block: Block, codes: T, runAt: (instant: number) => Run): T {
  const { count, isOrdered } = block;
  let run: Run = { code: 0, from: Number.POSITIVE_INFINITY, until: Number.NEGATIVE_INFINITY };
  for (let start = 0, end = 0; start < count; start = end) {
    const at = block.timeAt(start);
    if (at < run.from || at >= run.until) run = runAt(at);
    end = isOrdered ? endOfRun(block, start, run.until) : start + 1;
    codes.fill(run.code, start, end);
  }
  return codes;
}

/** Where those before `until` end, looked for in steps that double, for they may be few or all. */
function endOfRun(block: Block, start: number, until: number): number {
  const { count } = block;
  let [low, step] = [start + 1, 1];
  while (low + step < count && block.timeAt(low + step) < until) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, count);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (block.timeAt(middle) < until) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The widest spans asked for so far, by zone: a page asks the same of two dimensions, and a moment later again. */
const widest = new Map<string, { from: number; until: number; spans: OffsetSpan[] }>();

function spansOf(wanted: { from: number; until: number }, zone: string): OffsetSpan[] {
  const known = widest.get(zone);
  if (known && known.from <= wanted.from && known.until >= wanted.until) return known.spans;
  const spans = offsetSpans(wanted, zone);
  widest.set(zone, { ...wanted, spans });
  return spans;
}

/** When the span around an instant begins and ends, and the zone's offset in it, ms. */
function spanOf(spans: OffsetSpan[], at: number): [from: number, until: number, offset: number] {
  const next = spans.findIndex(({ from }) => from > at);
  const index = (next === -1 ? spans.length : next) - 1;
  const span = spans[index];
  return [span?.from ?? at, spans[index + 1]?.from ?? Number.POSITIVE_INFINITY, span?.offset ?? 0];
}
