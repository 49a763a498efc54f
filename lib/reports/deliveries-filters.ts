import { z } from "zod";
import { bucketsIn, dayAt, parseDay, startOfDay } from "../query/calendar";
import type { IgnoredParameter } from "../query/filters";

export const DELIVERY_PERIODS = ["24h", "7d", "30d", "90d"] as const;
export const OUTCOMES = ["applied", "duplicate", "stale", "quarantined"] as const;
export const SOURCES = ["webhook", "import", "backfill", "demo"] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

/** A place in the ledger's order: the instant of arrival, and the row among those of that instant. */
export interface Place {
  receivedAt: number;
  id: string;
}

export interface DeliveryFilters {
  period: (typeof DELIVERY_PERIODS)[number] | "custom";
  /** YYYY-MM-DD in the reporting zone, both included; only with a custom period */
  from?: string;
  to?: string;
  outcome?: OutcomeName;
  reason?: string;
  key?: string;
  source?: (typeof SOURCES)[number];
  video?: string;
  view?: string;
  /** Rows older than this place, or the ones just newer */
  before?: Place;
  after?: Place;
}

const HOUR_MS = 3_600_000;
const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;
const DAILY_UP_TO = 92;
const WEEKLY_UP_TO = 400;
/** Set by browsers, routers and campaigns: nobody's mistake. */
const SILENT = /^(_rsc$|utm_|fbclid$|gclid$)/;

const word = z.string().max(200);
const id = z
  .string()
  .max(100)
  .transform((text) => text.trim().toLowerCase());
const day = z.string().refine((text) => parseDay(text) !== null);
export const placeSchema = z
  .string()
  .regex(/^\d{1,16}\.[\w-]{1,60}$/)
  .transform((text): Place => {
    const dot = text.indexOf(".");
    return { receivedAt: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
  });

const PARAMETERS = {
  period: { schema: z.enum([...DELIVERY_PERIODS, "custom"]), must: "must be 24h, 7d, 30d, 90d or custom" },
  from: { schema: day, must: "must be a date, YYYY-MM-DD" },
  to: { schema: day, must: "must be a date, YYYY-MM-DD" },
  outcome: { schema: z.enum(OUTCOMES), must: `must be one of ${OUTCOMES.join(", ")}` },
  reason: { schema: word, must: "is too long" },
  key: { schema: word, must: "is too long" },
  source: { schema: z.enum(SOURCES), must: `must be one of ${SOURCES.join(", ")}` },
  video: { schema: id, must: "is too long" },
  view: { schema: id, must: "is too long" },
  before: { schema: placeSchema, must: "is not a place in the list" },
  after: { schema: placeSchema, must: "is not a place in the list" },
} as const;

/** Reads the page's address; what cannot be used is listed, never dropped silently. */
export function parseDeliveryFilters(params: URLSearchParams): {
  filters: DeliveryFilters;
  ignored: IgnoredParameter[];
} {
  const ignored: IgnoredParameter[] = [];
  const found: Record<string, unknown> = {};
  for (const name of new Set(params.keys())) {
    if (SILENT.test(name)) continue;
    if (!Object.hasOwn(PARAMETERS, name)) {
      ignored.push({ path: name.slice(0, 100), message: "is not a known parameter" });
      continue;
    }
    const values = params.getAll(name).filter((value) => value.trim() !== "");
    if (values.length === 0) continue;
    const { schema, must } = PARAMETERS[name as keyof typeof PARAMETERS];
    const parsed = schema.safeParse(values[0]);
    if (values.length > 1) ignored.push({ path: name, message: "may stand only once" });
    if (parsed.success) found[name] = parsed.data;
    else ignored.push({ path: name, message: must });
  }
  const filters: DeliveryFilters = { period: "30d", ...found };
  if (filters.before && filters.after) {
    ignored.push({ path: "after", message: "cannot stand beside “before”" });
    filters.after = undefined;
  }
  if (filters.period === "custom" && !(filters.from && filters.to && filters.from <= filters.to)) {
    ignored.push({ path: "from", message: "must be a date not after “to” with period=custom" });
    filters.period = "30d";
  }
  return { filters, ignored };
}

/** The shortest address that reads back as these filters. */
export function deliveriesHref(filters: DeliveryFilters): string {
  const search = new URLSearchParams(parametersOf(filters));
  return search.size === 0 ? "/deliveries" : `/deliveries?${search}`;
}

/** Addresses of the page under changed filters: every choice on it is a link. */
export interface DeliveryLinks {
  /** From the newest row on, unless the change says otherwise */
  to(change: Partial<DeliveryFilters>): string;
  /** The parameters as they are but for the period, for the hidden inputs of a GET form */
  parameters: [name: string, value: string][];
}

export function deliveryLinks(filters: DeliveryFilters): DeliveryLinks {
  const top = { ...filters, before: undefined, after: undefined };
  return {
    to: (change) => deliveriesHref({ ...top, ...change }),
    parameters: parametersOf({ ...top, period: "30d" }),
  };
}

function parametersOf(filters: DeliveryFilters): [string, string][] {
  return (Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]).flatMap((name) => {
    const value = filters[name];
    if (value === undefined || (name === "period" && value === "30d")) return [];
    if ((name === "from" || name === "to") && filters.period !== "custom") return [];
    return [[name, typeof value === "object" ? `${value.receivedAt}.${value.id}` : value]];
  });
}

/** The ledger is kept for months; each bucket of its chart asks the database. */
const MOST_DAYS = 20 * 366;

export interface Span {
  from: number;
  until: number;
  /** Of the chart; `label` is YYYY-MM-DD, YYYY-MM, or an hour's ISO instant */
  buckets: { label: string; from: number; until: number }[];
}

/** The instants that a period means at `now`, and the buckets in which they are told. */
export function spanOf(filters: Pick<DeliveryFilters, "period" | "from" | "to">, now: number, zone: string): Span {
  if (filters.period === "24h") {
    const until = Math.floor(now / HOUR_MS) * HOUR_MS + HOUR_MS;
    const starts = Array.from({ length: 24 }, (_, i) => until - (24 - i) * HOUR_MS);
    const buckets = starts.map((from) => ({ label: new Date(from).toISOString(), from, until: from + HOUR_MS }));
    return { from: until - 24 * HOUR_MS, until, buckets };
  }
  const today = dayAt(now, zone);
  const [first, last] =
    filters.period === "custom"
      ? [parseDay(filters.from ?? "") ?? today, parseDay(filters.to ?? "") ?? today]
      : [today - DAYS[filters.period] + 1, today];
  const range = { from: startOfDay(Math.max(first, last - MOST_DAYS), zone), until: startOfDay(last + 1, zone) };
  const days = last - first + 1;
  const interval = days <= DAILY_UP_TO ? "day" : days <= WEEKLY_UP_TO ? "week" : "month";
  const starts = bucketsIn(range, interval, zone);
  const buckets = starts.map(({ label, from }, i) => ({
    label,
    from: Math.max(from, range.from),
    until: starts[i + 1]?.from ?? range.until,
  }));
  return { ...range, buckets };
}
