import { z } from "zod";
import { parseDay } from "./calendar";
import type { IgnoredParameter, PageFilters } from "./filters";
import { percentRange, rangeText } from "./percent-range";
import { isPersonal } from "./personal";
import { FILTER_DIMENSIONS, type Filter, type FilterDimension, isDecile, isFilterDimension, isVariable } from "./query";

const MAX_PAGE = 100_000;
/** Of a custom period: fifty years */
const MOST_DAYS = 50 * 366;
const MAX_PAGE_SIZE = 200;
/** Rows of a table */
export const DEFAULT_PAGE_SIZE = 20;
const MAX_VALUES = 200;
const MAX_TEXT = 500;
const MAX_VARIABLES = 20;
const NONE = "(none)";
/** Set by browsers, routers and campaigns: nobody's mistake. */
const SILENT = /^(_rsc$|utm_|fbclid$|gclid$)/;
/** Dimensions whose ids are case-folded; a viewer's key may be case-sensitive, its UUID is not. */
const FOLDED: readonly FilterDimension[] = ["video", "group", "plink"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const whole = (max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(max));
const SINGLE = {
  period: {
    schema: z.enum(["7d", "30d", "90d", "12m", "all", "custom"]),
    must: "must be 7d, 30d, 90d, 12m, all or custom",
  },
  compare: { schema: z.enum(["previous", "year", "none"]), must: "must be previous, year or none" },
  interval: { schema: z.enum(["day", "week", "month"]), must: "must be day, week or month" },
  from: { schema: z.string().refine((text) => parseDay(text) !== null), must: "must be a date, YYYY-MM-DD" },
  to: { schema: z.string().refine((text) => parseDay(text) !== null), must: "must be a date, YYYY-MM-DD" },
  page: { schema: whole(MAX_PAGE), must: `must be a whole number from 1 to ${MAX_PAGE}` },
  pageSize: { schema: whole(MAX_PAGE_SIZE), must: `must be a whole number from 1 to ${MAX_PAGE_SIZE}` },
  q: { schema: z.string().max(MAX_TEXT), must: `must have at most ${MAX_TEXT} characters` },
  bom: { schema: z.enum(["0", "1", "false", "true"]), must: "must be 1 or 0" },
} as const;
type Single = keyof typeof SINGLE;

export interface ParseOptions {
  /** Columns that may be sorted by; none = sort is not known here */
  sort?: readonly string[];
  /** Parameters that this place reads itself */
  also?: readonly string[];
  /** Dimensions that this place is about, and that can therefore not be chosen */
  fixed?: readonly FilterDimension[];
  /** False: the reader may not see people, and so not choose by what can name them: isPersonal */
  people?: boolean;
}

/** Reads a query string; what cannot be used is listed in `ignored`, for a 400 or a notice, never dropped silently. */
export function parseFilters(
  params: URLSearchParams,
  options: ParseOptions = {},
): { filters: PageFilters; ignored: IgnoredParameter[] } {
  const ignored: IgnoredParameter[] = [];
  const single = readSingles(params, options, ignored);
  const filters: PageFilters = {
    period: single.period ?? "30d",
    compare: single.compare ?? "previous",
    filters: dimensionsIn(params, ignored).flatMap((dimension) => {
      const filter = readFilter(params, dimension, ignored);
      const forbidden = options.people === false && isPersonal(dimension);
      if (filter === null || !(forbidden || options.fixed?.includes(dimension))) return filter ?? [];
      ignored.push({ path: dimension, message: forbidden ? "needs the role analyst" : "cannot be chosen here" });
      return [];
    }),
    page: single.page ?? 1,
    pageSize: single.pageSize ?? DEFAULT_PAGE_SIZE,
    bom: single.bom === "1" || single.bom === "true",
  };
  if (single.interval) filters.interval = single.interval;
  if (single.q) filters.q = single.q.trim();
  readCustomPeriod(filters, single, ignored);
  readSort(filters, params.get("sort"), options.sort ?? [], ignored);
  return { filters, ignored };
}

type Singles = { [N in Single]?: z.infer<(typeof SINGLE)[N]["schema"]> };

function readSingles(params: URLSearchParams, options: ParseOptions, ignored: IgnoredParameter[]): Singles {
  const found: Record<string, unknown> = {};
  for (const name of new Set(params.keys())) {
    const known = name === "sort" || isFilterDimension(name) || options.also?.includes(name);
    if (known || SILENT.test(name)) continue;
    if (!Object.hasOwn(SINGLE, name)) {
      ignored.push({ path: name.slice(0, 100), message: "is not a known parameter" });
      continue;
    }
    const { schema, must } = SINGLE[name as Single];
    const values = params.getAll(name).filter((value) => value.trim() !== "");
    if (values.length === 0) continue;
    const parsed = schema.safeParse(values[0]);
    if (values.length > 1) ignored.push({ path: name, message: "may stand only once" });
    if (parsed.success) found[name] = parsed.data;
    else ignored.push({ path: name, message: must });
  }
  return found as Singles;
}

function readCustomPeriod(filters: PageFilters, { from, to }: Singles, ignored: IgnoredParameter[]): void {
  if (filters.period !== "custom") {
    for (const [path, value] of Object.entries({ from, to }))
      if (value) ignored.push({ path, message: "counts only where period is custom" });
    return;
  }
  const apart = from && to ? (parseDay(to) ?? 0) - (parseDay(from) ?? 0) : 0;
  if (from && to && from <= to && apart <= MOST_DAYS) {
    filters.from = from;
    filters.to = to;
    return;
  }
  const message = from && to ? "must not be after “to”" : "must come with “to” where period is custom";
  ignored.push({ path: "from", message });
  filters.period = "30d";
}

function readSort(
  filters: PageFilters,
  sort: string | null,
  columns: readonly string[],
  ignored: IgnoredParameter[],
): void {
  if (sort === null || sort.trim() === "") return;
  const descending = sort.startsWith("-");
  const column = descending ? sort.slice(1) : sort;
  if (columns.includes(column)) filters.sort = { column, descending };
  else
    ignored.push({
      path: "sort",
      message: columns.length === 0 ? "is not known here" : `must be one of ${columns.join(", ")}`,
    });
}

/** Variables come after the others, in order of their names. */
function dimensionsIn(params: URLSearchParams, ignored: IgnoredParameter[]): FilterDimension[] {
  const variables = [...new Set(params.keys())].filter(isVariable).sort();
  for (const path of variables.slice(MAX_VARIABLES))
    ignored.push({ path: path.slice(0, 100), message: `is one variable more than the ${MAX_VARIABLES} there may be` });
  return [...FILTER_DIMENSIONS, ...variables.slice(0, MAX_VARIABLES)];
}

function readFilter(params: URLSearchParams, dimension: FilterDimension, ignored: IgnoredParameter[]): Filter | null {
  const include = new Set<string | null>();
  const exclude = new Set<string | null>();
  const values = params.getAll(dimension).filter((value) => value.trim() !== "");
  if (values.length > MAX_VALUES) ignored.push({ path: dimension, message: `takes at most ${MAX_VALUES} values` });
  for (const value of values.slice(0, MAX_VALUES)) {
    const excluded = value.startsWith("!") && value.length > 1;
    const text = excluded ? value.slice(1) : value;
    const read = text === NONE ? null : readValue(dimension, unquote(text));
    if (read === undefined) ignored.push({ path: dimension, message: "must be a percentage or a range such as 0-49" });
    else (excluded ? exclude : include).add(read);
  }
  return include.size + exclude.size === 0 ? null : { dimension, include: [...include], exclude: [...exclude] };
}

/** `\(none)` and `\!x` are literal. */
const unquote = (text: string) => (/^\\+(\(none\)$|!)/.test(text) ? text.slice(1) : text);
const quote = (text: string) => (/^\\*(\(none\)$|!)/.test(text) ? `\\${text}` : text);

/** Undefined where the dimension has no such values. */
function readValue(dimension: FilterDimension, value: string): string | undefined {
  if (isDecile(dimension)) {
    const range = percentRange(value);
    return range ? rangeText(range) : undefined;
  }
  return FOLDED.includes(dimension) || (dimension === "viewer" && UUID.test(value)) ? value.toLowerCase() : value;
}

/** The shortest query string that reads back as these filters. */
export function filtersToSearch(filters: PageFilters): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | number | undefined, unless?: string | number) => {
    if (value !== undefined && value !== "" && value !== unless) params.set(name, String(value));
  };
  set("period", filters.period, "30d");
  set("from", filters.from);
  set("to", filters.to);
  set("compare", filters.compare, "previous");
  set("interval", filters.interval);
  for (const { dimension, include, exclude } of filters.filters) {
    for (const value of include) params.append(dimension, value === null ? NONE : quote(value));
    for (const value of exclude) params.append(dimension, `!${value === null ? NONE : quote(value)}`);
  }
  set("q", filters.q);
  if (filters.sort) params.set("sort", `${filters.sort.descending ? "-" : ""}${filters.sort.column}`);
  set("page", filters.page, 1);
  set("pageSize", filters.pageSize, DEFAULT_PAGE_SIZE);
  if (filters.bom) params.set("bom", "1");
  return params;
}
