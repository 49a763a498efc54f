import { tzOffset } from "@date-fns/tz";
import { type Bucket, bucketsIn, DAY_MS } from "../query/calendar";
import { DECILE_DIMENSIONS, type Dimension, type FilterDimension, TIME_DIMENSIONS } from "../query/query";
import type { ColumnTable } from "./table";

/** A dimension over selected rows: a small number for each row, and what each number is called (null = unknown). */
export interface Keys {
  codes: Uint32Array;
  labels: (string | null)[];
}

const isTime = (dimension: Dimension) => (TIME_DIMENSIONS as readonly string[]).includes(dimension);
const isDecile = (dimension: Dimension) => (DECILE_DIMENSIONS as readonly string[]).includes(dimension);
/** All shifts of a zone's clocks since 1970 lie on whole multiples of this. */
const STEP_MS = 900_000;
const HOUR_MS = 3_600_000;

export function keysOf(table: ColumnTable, rows: Uint32Array, dimension: Dimension, zone: string): Keys {
  if (dimension === "hour" || dimension === "weekday") return clockKeys(table, rows, dimension, zone);
  if (isTime(dimension)) return timeKeys(table, rows, dimension as "day", zone);
  if (isDecile(dimension)) return decileKeys(table, rows, dimension as "percentage");
  const data = table.codes[dimension as FilterDimension].data;
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = data[rows[i] as number] as number;
  return { codes, labels: table.dictionaries[dimension as FilterDimension].values };
}

/** 0 = unknown, 1 = 0–9 … 10 = 90–100. */
function decileKeys(table: ColumnTable, rows: Uint32Array, dimension: "percentage"): Keys {
  const { data } = table.measures[dimension];
  const codes = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const value = data[rows[i] as number] as number;
    codes[i] = value < 0 ? 0 : Math.min(9, Math.floor(value / 10)) + 1;
  }
  return { codes, labels: [null, ...Array.from({ length: 10 }, (_, i) => String(i))] };
}

function extent(times: Float64Array, rows: Uint32Array): { from: number; until: number } {
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rows.length; i++) {
    const at = times[rows[i] as number] as number;
    if (at < from) from = at;
    if (at > until) until = at;
  }
  return { from, until: until + 1 };
}

function timeKeys(table: ColumnTable, rows: Uint32Array, interval: "day" | "week" | "month", zone: string): Keys {
  const times = table.occurredAt.data;
  const codes = new Uint32Array(rows.length);
  if (rows.length === 0) return { codes, labels: [] };
  const buckets = bucketsIn(extent(times, rows), interval, zone);
  const bucketAt = finder(buckets);
  for (let i = 0; i < rows.length; i++) codes[i] = bucketAt(times[rows[i] as number] as number);
  return { codes, labels: buckets.map(({ label }) => label) };
}

/** Bucket numbers by a table of quarter hours, where all bounds lie on those; else by bisection. */
function finder(buckets: Bucket[]): (instant: number) => number {
  const starts = Float64Array.from(buckets, ({ from }) => from);
  const origin = starts[0] as number;
  const last = starts[starts.length - 1] as number;
  const bisect = (instant: number) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= instant) low = middle;
      else high = middle;
    }
    return low;
  };
  if (starts.some((start) => (start - origin) % STEP_MS !== 0)) return bisect;
  const steps = new Uint32Array((last - origin) / STEP_MS + 1);
  for (let bucket = 0; bucket < starts.length; bucket++)
    steps.fill(
      bucket,
      ((starts[bucket] as number) - origin) / STEP_MS,
      bucket + 1 < starts.length ? ((starts[bucket + 1] as number) - origin) / STEP_MS : steps.length,
    );
  return (instant) =>
    instant >= last ? starts.length - 1 : (steps[Math.floor((instant - origin) / STEP_MS)] as number);
}

/** Hour of day or weekday on the zone's wall clock; the zone is asked once a quarter hour that has views. */
function clockKeys(table: ColumnTable, rows: Uint32Array, dimension: "hour" | "weekday", zone: string): Keys {
  const times = table.occurredAt.data;
  const codes = new Uint32Array(rows.length);
  const known = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const at = times[rows[i] as number] as number;
    const step = Math.floor(at / STEP_MS);
    let code = known.get(step);
    if (code === undefined) {
      const wall = at + tzOffset(zone, new Date(at)) * 60_000;
      const day = Math.floor(wall / DAY_MS);
      code = dimension === "hour" ? Math.floor((wall - day * DAY_MS) / HOUR_MS) : (((day + 3) % 7) + 7) % 7;
      known.set(step, code);
    }
    codes[i] = code;
  }
  const labels =
    dimension === "hour" ? Array.from({ length: 24 }, (_, i) => String(i)) : ["1", "2", "3", "4", "5", "6", "7"];
  return { codes, labels };
}
