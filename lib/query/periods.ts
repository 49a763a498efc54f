import { addMonths, bucketsIn, type Day, dayAt, firstOfMonth, parseDay, sameTimeOn, startOfDay } from "./calendar";
import type { Interval, PageFilters, Periods, Range } from "./filters";

const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;
const DAILY_UP_TO = 92;
const WEEKLY_UP_TO = 300;

interface Span {
  first: Day;
  last: Day;
}

/** The ranges that a page's period and comparison mean at `now` in `zone`; docs/metrics.md has the rules. */
export function periodsOf(filters: PageFilters, now: Date, zone: string): Periods {
  const at = now.getTime();
  const today = dayAt(at, zone);
  const span = spanOf(filters, today);
  if (span === null)
    return {
      current: { from: null, until: null },
      previous: null,
      interval: filters.interval ?? "month",
      includesToday: true,
    };
  const includesToday = span.first <= today && today <= span.last;
  return {
    current: { from: startOfDay(span.first, zone), until: startOfDay(span.last + 1, zone) },
    previous: previousOf(filters, span, includesToday ? { at, today } : null, zone),
    interval: filters.interval ?? intervalFor(span),
    includesToday,
  };
}

function spanOf(filters: PageFilters, today: Day): Span | null {
  if (filters.period === "all") return null;
  if (filters.period === "12m") return { first: addMonths(firstOfMonth(today), -11), last: today };
  if (filters.period !== "custom") return { first: today - DAYS[filters.period] + 1, last: today };
  const [first, last] = [parseDay(filters.from ?? ""), parseDay(filters.to ?? "")];
  return first === null || last === null ? null : { first, last };
}

/** The equal span just before, or the same dates a year earlier; cut at this time of day while today still grows. */
function previousOf(
  filters: PageFilters,
  span: Span,
  now: { at: number; today: Day } | null,
  zone: string,
): Range | null {
  if (filters.compare === "none") return null;
  const back = (day: Day): Day => {
    if (filters.compare === "year") return addMonths(day, -12);
    return filters.period === "12m" ? addMonths(day, -12) : day - (span.last - span.first + 1);
  };
  const from = startOfDay(back(span.first), zone);
  if (now)
    return {
      from,
      until: Math.min(sameTimeOn(back(now.today), now.at, zone) + 1, startOfDay(back(span.last) + 1, zone)),
    };
  return { from, until: startOfDay(back(span.last) + 1, zone) };
}

function intervalFor({ first, last }: Span): Interval {
  const days = last - first + 1;
  if (days <= DAILY_UP_TO) return "day";
  return days <= WEEKLY_UP_TO ? "week" : "month";
}

/** Labels of the buckets that [from, until) touches, in order: what gaps are filled by. */
export function bucketLabels(range: { from: number; until: number }, interval: Interval, zone: string): string[] {
  return bucketsIn(range, interval, zone).map(({ label }) => label);
}
