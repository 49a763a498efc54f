import type { Interval, PageFilters } from "./filters";
import { FILTER_DIMENSIONS, type Filter, type FilterDimension } from "./query";
import { filtersToSearch } from "./url";

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
  /** The parameters as they are but for some, for the hidden inputs of a GET form */
  parameters(but: string[]): [name: string, value: string][];
  path: string;
}

export function pageLinks(path: string, page: PageFilters): PageLinks {
  const to = (change: Partial<PageFilters>) => {
    const search = filtersToSearch({ ...page, page: 1, ...change }).toString();
    return search === "" ? path : `${path}?${search}`;
  };
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
    parameters: (but) => [...filtersToSearch({ ...page, page: 1 })].filter(([name]) => !but.includes(name)),
  };
}

const without = (values: (string | null)[], value: string | null) => values.filter((other) => other !== value);

function changed(filters: Filter[], dimension: FilterDimension, work: (filter: Filter) => Filter): Filter[] {
  const before = filters.find((filter) => filter.dimension === dimension) ?? { dimension, include: [], exclude: [] };
  const after = work(before);
  const empty = after.include.length === 0 && after.exclude.length === 0;
  // In the order in which an address is read, so that chips keep their places.
  return FILTER_DIMENSIONS.flatMap((name) =>
    name === dimension ? (empty ? [] : [after]) : filters.filter((filter) => filter.dimension === name),
  );
}
