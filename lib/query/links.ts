import type { Interval, PageFilters } from "./filters";
import { FILTER_DIMENSIONS, type Filter, type FilterDimension, isVariable } from "./query";
import { DEFAULT_PAGE_SIZE, filtersToSearch } from "./url";

/** Addresses of one page under changed filters: every choice on a page is a link. */
export interface PageLinks {
  period(period: Exclude<PageFilters["period"], "custom">): string;
  /** First and last day, YYYY-MM-DD, both included */
  days(from: string, to: string): string;
  compare(compare: PageFilters["compare"]): string;
  interval(interval: Interval): string;
  /** Views with this value alone, other dimensions as they are */
  only(dimension: FilterDimension, value: string | null): string;
  including(dimension: FilterDimension, value: string | null): string;
  excluding(dimension: FilterDimension, value: string | null): string;
  without(dimension: FilterDimension, value: string | null): string;
  withoutSearch(): string;
  withoutFilters(): string;
  sort(column: string, descending: boolean): string;
  /** From 1 */
  page(page: number): string;
  /**
   * Another page under the same filters, `but` for those on some dimensions, which `also` may replace; `own` are the
   * other page's parameters.
   */
  elsewhere(path: string, change?: { but?: FilterDimension[]; also?: Filter[]; own?: Record<string, string> }): string;
  /** With other values of the parameters that the page reads itself; undefined takes one away */
  own(change: Record<string, string | undefined>): string;
  /** A report under the same filters, and `also` these, as a file; `ordered` where it has the order of this page's table too */
  export(report: string, format: "csv" | "ndjson", change?: { ordered?: boolean; also?: Filter[] }): string;
  /** The parameters as they are but for some, for the hidden inputs of a GET form */
  parameters(but: string[]): [name: string, value: string][];
  path: string;
}

/** `own` are the page's own parameters, which stay as they are. */
export function pageLinks(path: string, page: PageFilters, own: Record<string, string> = {}): PageLinks {
  const to = (change: Partial<PageFilters>) => address(path, { ...page, page: 1, ...change }, own);
  const change = (dimension: FilterDimension, work: (filter: Filter) => Filter) =>
    to({ filters: changed(page.filters, dimension, work) });

  return {
    path,
    period: (period) => to({ period, from: undefined, to: undefined, interval: undefined }),
    days: (from, until) => to({ period: "custom", from, to: until, interval: undefined }),
    compare: (compare) => to({ compare }),
    interval: (interval) => to({ interval }),
    only: (dimension, value) => change(dimension, () => ({ dimension, include: [value], exclude: [] })),
    including: (dimension, value) =>
      change(dimension, (filter) => ({
        dimension,
        include: [...without(filter.include, value), value],
        exclude: without(filter.exclude, value),
      })),
    excluding: (dimension, value) =>
      change(dimension, (filter) => ({
        dimension,
        include: without(filter.include, value),
        exclude: [...without(filter.exclude, value), value],
      })),
    without: (dimension, value) =>
      change(dimension, (filter) => ({
        dimension,
        include: without(filter.include, value),
        exclude: without(filter.exclude, value),
      })),
    withoutSearch: () => to({ q: undefined }),
    withoutFilters: () => to({ filters: [], q: undefined }),
    sort: (column, descending) => to({ sort: { column, descending } }),
    page: (number) => to({ page: number }),
    elsewhere: (other, { but = [], also = [], own: others } = {}) => {
      const kept = page.filters.filter(({ dimension }) => !but.includes(dimension));
      const filters = also.reduce((all, filter) => changed(all, filter.dimension, () => filter), kept);
      return address(other, { ...page, filters, ...FIRST_PAGE }, others);
    },
    export: (report, format, { ordered = false, also = [] } = {}) => {
      const filters = also.reduce((all, filter) => changed(all, filter.dimension, () => filter), page.filters);
      const order = { ...FIRST_PAGE, ...(ordered && { sort: page.sort }) };
      const file = address(`/api/export/${report}`, { ...page, filters, ...order });
      return `${file}${file.includes("?") ? "&" : "?"}format=${format}`;
    },
    own: (change) => address(path, { ...page, page: 1 }, { ...own, ...change }),
    parameters: (but) =>
      [...filtersToSearch({ ...page, page: 1 }), ...Object.entries(own)].filter(([name]) => !but.includes(name)),
  };
}

/** Order and place in a table are its own: another page starts anew. */
const FIRST_PAGE = { page: 1, pageSize: DEFAULT_PAGE_SIZE, sort: undefined };

function address(path: string, page: PageFilters, own: Record<string, string | undefined> = {}): string {
  const search = filtersToSearch(page);
  for (const [name, value] of Object.entries(own)) if (value !== undefined) search.set(name, value);
  return search.size === 0 ? path : `${path}?${search}`;
}

const without = (values: (string | null)[], value: string | null) => values.filter((other) => other !== value);

/** In the order of addresses: variables after the others. */
function compareDimensions(a: FilterDimension, b: FilterDimension): number {
  const place = (name: FilterDimension) =>
    isVariable(name) ? FILTER_DIMENSIONS.length : FILTER_DIMENSIONS.indexOf(name);
  return place(a) - place(b) || (a < b ? -1 : 1);
}

function changed(filters: Filter[], dimension: FilterDimension, work: (filter: Filter) => Filter): Filter[] {
  const before = filters.find((filter) => filter.dimension === dimension) ?? { dimension, include: [], exclude: [] };
  const after = work(before);
  const empty = after.include.length === 0 && after.exclude.length === 0;
  // In the order in which an address is read, so that chips keep their places.
  const others = filters.filter((filter) => filter.dimension !== dimension);
  return [...others, ...(empty ? [] : [after])].sort((a, b) => compareDimensions(a.dimension, b.dimension));
}
