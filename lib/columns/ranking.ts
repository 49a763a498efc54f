import type { GroupQuery, Metric, OrderBy, Query } from "../query/query";
import type { Grouping } from "./group";
import { compareKeys } from "./key-order";
import type { Level } from "./page";
import type { Measure } from "./row";
import { STRETCHES, startOf } from "./start";
import type { GroupSums } from "./sums";
import type { TableView } from "./view";

/** What a group is ranked by; null = unknown. */
export type Rank = (group: number) => number | string | null;

/** The sums that an order needs; those not here need none. */
const NEEDED: Partial<Record<OrderBy, Metric>> = {
  viewers: "viewers",
  newViewers: "newViewers",
  elapsed: "elapsed",
  watched: "watched",
  percentage: "percentage",
  median: "median",
  completed: "percentage",
  participation: "participation",
  correctness: "correctness",
  interactions: "interactions",
  videos: "videos",
  best: "best",
  first: "span",
  last: "span",
};

/** The query with the sums that its order needs. */
export function withRankedSums<Q extends Query>(query: Q): Q {
  const needed = query.kind === "groups" && query.order ? NEEDED[query.order.by] : undefined;
  if (query.kind !== "groups" || needed === undefined || query.metrics.includes(needed)) return query;
  return { ...query, metrics: [...query.metrics, needed] };
}

/** Orders groups as a query asks: unknown ranks last in either direction, equal ones by key. */
export function comparison(
  { order }: GroupQuery,
  rank: Rank,
  keys: (group: number) => (string | null)[],
): (a: number, b: number) => number {
  const byKeys = (sign: number) => (a: number, b: number) => {
    const others = keys(b);
    return keys(a).reduce((difference, key, i) => difference || compareKnown(key, others[i] ?? null, sign), 0);
  };
  const sign = order?.descending ? -1 : 1;
  if (order === undefined || order.by === "key") return byKeys(sign);
  const ascending = byKeys(1);
  return (a, b) => compareKnown(rank(a), rank(b), sign) || ascending(a, b);
}

/**
 * What a query orders its groups by, as numbers: ranks and then keys, these by how they begin. Names of viewers have a
 * column of such numbers: to look up all names would take longer than the scan.
 */
export function levelsOf(
  view: TableView,
  query: GroupQuery,
  rank: Rank,
  grouping: Pick<Grouping, "keys" | "start">,
): Level[] {
  const sign = query.order?.descending ? -1 : 1;
  const signed = (value: number) => (value === Number.POSITIVE_INFINITY ? value : sign * value);
  const { keys, start } = grouping;
  const startOfKey: Level = start ?? ((group) => numberOf(keys(group)[0] ?? null));
  if (query.order === undefined || query.order.by === "key") return [(group) => signed(startOfKey(group))];
  const ranked: Level = (group) => signed(numberOf(rank(group)));
  if (query.order.by !== "name") return [ranked, startOfKey];
  const isViewers = query.by.length === 1 && query.by[0] === "viewer" && start !== undefined;
  const names = view.identities.nameStarts.data;
  const isNameless: (group: number) => boolean = isViewers
    ? (group) => names[group] === Number.POSITIVE_INFINITY
    : (group) => rank(group) === null;
  const levels = STRETCHES.map((from): Level => {
    if (from === 0 && isViewers) return (group) => signed(names[group] as number);
    return (group) => (isNameless(group) ? Number.POSITIVE_INFINITY : signed(numberOf(rank(group), from)));
  });
  // Where names begin alike, all of them are names or none is.
  return [...levels, (group) => (isNameless(group) ? startOfKey(group) : 0)];
}

function numberOf(value: number | string | null, from = 0): number {
  if (value === null) return Number.POSITIVE_INFINITY;
  return typeof value === "string" ? startOf(value, from) : value;
}

function compareKnown(a: number | string | null, b: number | string | null, sign: number): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return sign * (typeof a === "number" ? a - (b as number) : compareKeys(a, b as string));
}

/** How people know a key of a dimension, not of viewers; null when they do not. */
export function nameOf(view: TableView, dimension: string | undefined, key: string | null): string | null {
  if (key === null) return null;
  if (dimension === "video") return view.titles.get(key) ?? null;
  return key;
}

/** Ranks by sums of groups; call when all blocks are in. */
export function rankBySums(by: Exclude<OrderBy, "key" | "name">, sums: GroupSums): Rank {
  const sum = (measure: Measure): Rank => {
    const found = sums.measure(measure);
    return (group) => (found && found.known(group) > 0 ? found.sum(group) : null);
  };
  const share = (measure: Measure, part: (group: number) => number): Rank => {
    const found = sums.measure(measure);
    return (group) => (found && found.known(group) > 0 ? part(group) / found.known(group) : null);
  };
  switch (by) {
    case "views": {
      const { views } = sums;
      return (group) => views[group] as number;
    }
    case "viewers":
    case "newViewers":
    case "videos":
    case "median":
      return (group) => sums[by](group);
    case "elapsed":
    case "watched":
      return sum(by);
    case "completed":
      return share("percentage", (group) => sums.measure("percentage")?.countFrom(group, sums.threshold) ?? 0);
    case "best":
      return (group) => sums.best("correctness", group);
    case "first":
    case "last":
      return (group) => sums.instant(by, group);
    default:
      return share(by, (group) => sums.measure(by)?.sum(group) ?? 0);
  }
}
