import { type GroupQuery, isCoded, type Metric } from "../query/query";
import { firstBitOf } from "./firsts";
import { isAllTheSame } from "./scan";
import type { Scan } from "./select";
import { type Crowd, crowdOf } from "./selected";
import type { TableView } from "./view";

const DEAR: readonly Metric[] = ["viewers", "newViewers", "videos", "best"];
const TIMES: readonly string[] = ["day", "week", "month"];

/**
 * Deals queries to threads so that all take about as long. The first share, the store's own thread's, has the dearest
 * (the total may come from it) and those that other threads could not do: they know neither viewers' keys nor people's and
 * videos' names nor totals.
 */
export function divide(view: TableView, scan: Scan, queries: readonly GroupQuery[], shares: number): GroupQuery[][] {
  const { toldByFirsts } = crowdOf(view, scan);
  const costOf = (query: GroupQuery) => passesOf(view, query, toldByFirsts);
  const dealt = Array.from({ length: shares }, (): { queries: GroupQuery[]; cost: number } => ({
    queries: [],
    cost: 0,
  }));
  const [own] = dealt as [(typeof dealt)[number]];
  for (const query of [...queries].sort((a, b) => costOf(b) - costOf(a))) {
    const least = dealt.reduce((best, one) => (one.cost < best.cost ? one : best));
    const isOwn = query.by.includes("viewer") || query.order?.by === "name" || isAllTheSame(view, query);
    const share = isOwn ? own : least;
    share.queries.push(query);
    share.cost += costOf(query);
  }
  return dealt.map((share) => share.queries);
}

/** In passes over the rows, what is distinct counting as much as three where first views do not tell it. */
function passesOf(view: TableView, query: GroupQuery, told: Crowd["toldByFirsts"]): number {
  // Its answer is the total, which is reckoned anyway.
  if (isAllTheSame(view, query)) return 0;
  const [dimension = "", ...others] = query.by;
  const isTold = (metric: Metric) =>
    others.length === 0 &&
    ((metric === "viewers" && told.all && isCoded(dimension) && firstBitOf(dimension) !== undefined) ||
      (metric === "newViewers" && told.new && TIMES.includes(dimension)));
  const passes = (metric: Metric) => (DEAR.includes(metric) && !isTold(metric) ? 3 : 1);
  return query.by.length + query.metrics.reduce((all, metric) => all + passes(metric), 0);
}
