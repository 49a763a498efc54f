import { tzOffset } from "@date-fns/tz";
import { bucketsIn, DAY_MS } from "../query/calendar";
import type { Range } from "../query/filters";
import { BLOCK_ROWS } from "./block";
import type { Grouping } from "./group";
import type { TableView } from "./view";

/** All shifts of a zone's clocks since 1970 lie on whole multiples of this. */
const STEP_MS = 900_000;
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
  return {
    size: Math.max(1, buckets.length),
    fixed: true,
    followsTime: true,
    codes: (block) => {
      const times = block.times();
      // Neighbours mostly share their bucket.
      let bucket = 0;
      let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = 0; i < block.count; i++) {
        const at = times[i] as number;
        if (at < from || at >= until) {
          bucket = bucketAt(at);
          from = starts[bucket] as number;
          until = starts[bucket + 1] as number;
        }
        codes[i] = bucket;
      }
      return codes;
    },
    keys: (code) => [buckets[code]?.label ?? null],
    bucket: (code) => ({ from: starts[code] as number, until: starts[code + 1] as number }),
  };
}

/** Hour of day or weekday on the zone's wall clock; the zone is asked once a quarter hour that has views. */
export function byClock(dimension: "hour" | "weekday", zone: string): Grouping {
  const known = new Map<number, number>();
  const codeAt = (step: number) => {
    const held = known.get(step);
    if (held !== undefined) return held;
    const at = step * STEP_MS;
    const wall = at + tzOffset(zone, new Date(at)) * 60_000;
    const day = Math.floor(wall / DAY_MS);
    const code = dimension === "hour" ? Math.floor((wall - day * DAY_MS) / HOUR_MS) : (((day + 3) % 7) + 7) % 7;
    known.set(step, code);
    return code;
  };
  const codes = new Uint8Array(BLOCK_ROWS);
  return {
    size: dimension === "hour" ? 24 : 7,
    fixed: true,
    followsTime: false,
    codes: (block) => {
      const times = block.times();
      let [last, code] = [Number.NaN, 0];
      for (let i = 0; i < block.count; i++) {
        const step = Math.floor((times[i] as number) / STEP_MS);
        if (step !== last) {
          code = codeAt(step);
          last = step;
        }
        codes[i] = code;
      }
      return codes;
    },
    keys: (code) => [String(dimension === "hour" ? code : code + 1)],
  };
}
