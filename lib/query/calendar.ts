import { tzOffset } from "@date-fns/tz";
import type { Interval } from "./filters";

/** A calendar day as a whole number: days since 1970-01-01, whatever the zone. */
export type Day = number;

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** No zone is further from UTC, and no shift of its clocks greater. */
const REACH_MS = 26 * 3_600_000;

const offsetMs = (instant: number, zone: string) => tzOffset(zone, new Date(instant)) * MINUTE_MS;

/** From an instant on, until the next span's: how far the zone's clocks are ahead of UTC, ms. */
export interface OffsetSpan {
  from: number;
  offset: number;
}

/** No zone shifts its clocks twice within this. */
const LOOK_MS = 6 * 3_600_000;

/** The offsets of a zone over [from, until), one span from each shift of its clocks to the next. */
export function offsetSpans({ from, until }: { from: number; until: number }, zone: string): OffsetSpan[] {
  if (!(from < until)) return [];
  let offset = offsetMs(from, zone);
  const spans = [{ from, offset }];
  for (let before = from; before < until; before += LOOK_MS) {
    const after = before + LOOK_MS;
    const next = offsetMs(after, zone);
    if (next === offset) continue;
    let [low, high] = [before, after];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetMs(middle, zone) === offset) low = middle;
      else high = middle;
    }
    spans.push({ from: high, offset: next });
    offset = next;
  }
  return spans;
}

/** The day on the zone's wall calendar at an instant. */
export function dayAt(instant: number, zone: string): Day {
  return Math.floor((instant + offsetMs(instant, zone)) / DAY_MS);
}

/**
 * The first instant of a day in a zone: not always midnight (São Paulo's clocks once went from 0:00 to 1:00), and equal
 * to the next day's where the zone skipped the day (Apia, 30 December 2011).
 */
export function startOfDay(day: Day, zone: string): number {
  const midnight = day * DAY_MS;
  const guess = midnight - offsetMs(midnight - offsetMs(midnight, zone), zone);
  if (dayAt(guess, zone) >= day && dayAt(guess - 1, zone) < day) return guess;
  let [before, from] = [midnight - REACH_MS, midnight + REACH_MS];
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (dayAt(middle, zone) >= day) from = middle;
    else before = middle;
  }
  return from;
}

/** The instant at which the zone's wall clock shows, on `day`, what it shows at `like`. */
export function sameTimeOn(day: Day, like: number, zone: string): number {
  const wall = (like + offsetMs(like, zone)) % DAY_MS;
  const guess = day * DAY_MS + wall;
  return guess - offsetMs(guess - offsetMs(guess, zone), zone);
}

export function formatDay(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** No view is older or newer (lib/mindstamp/instant.ts), and each day of a chart costs. */
const [FIRST_DAY, LAST_DAY] = ["1990-01-01", "2199-12-31"];

/** YYYY-MM-DD as a day; null when there is no such date. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return null;
  const instant = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== text) return null;
  return instant / DAY_MS;
}

/** The same day of the month `months` later or earlier; the month's last where there is none (29 Feb → 28). */
export function addMonths(day: Day, months: number): Day {
  const date = new Date(day * DAY_MS);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const next = new Date(first);
  const last = Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0);
  return Math.min(first / DAY_MS + date.getUTCDate() - 1, last / DAY_MS);
}

export const firstOfMonth = (day: Day): Day => day - new Date(day * DAY_MS).getUTCDate() + 1;
/** Monday = 0; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

/** The first day of the bucket that holds a day. */
export function bucketStart(day: Day, interval: Interval): Day {
  if (interval === "day") return day;
  return interval === "week" ? day - weekdayOf(day) : firstOfMonth(day);
}

export function nextBucket(start: Day, interval: Interval): Day {
  if (interval === "month") return addMonths(start, 1);
  return start + (interval === "week" ? 7 : 1);
}

/** YYYY-MM-DD, the Monday of a week, or YYYY-MM. */
export function bucketLabel(start: Day, interval: Interval): string {
  return interval === "month" ? formatDay(start).slice(0, 7) : formatDay(start);
}

export interface Bucket {
  label: string;
  /** First instant, ms */
  from: number;
}

/** The buckets that [from, until) touches, in order, without days that the zone skipped. */
export function bucketsIn(range: { from: number; until: number }, interval: Interval, zone: string): Bucket[] {
  const buckets: Bucket[] = [];
  if (range.until <= range.from) return buckets;
  const last = dayAt(range.until - 1, zone);
  for (let day = bucketStart(dayAt(range.from, zone), interval); day <= last; ) {
    const next = nextBucket(day, interval);
    const from = startOfDay(day, zone);
    if (from < startOfDay(next, zone)) buckets.push({ label: bucketLabel(day, interval), from });
    day = next;
  }
  return buckets;
}
