import type { GroupQuery, Metric } from "../query/query";
import { isAllTheSame } from "./scan";
import type { TableView } from "./view";

const DEAR: readonly Metric[] = ["viewers", "newViewers", "videos", "best"];

/**
 * Deals queries to threads so that all take about as long. The first share, the store's own thread's, has the dearest
 * (the total may come from it) and those that other threads could not do: they know neither viewers' keys nor people's and
 * videos' names nor totals.
 */
export function divide(view: TableView, queries: readonly GroupQuery[], shares: number): GroupQuery[][] {
  const dealt = Array.from({ length: shares }, (): { queries: GroupQuery[]; cost: number } => ({
    queries: [],
    cost: 0,
  }));
  const [own] = dealt as [(typeof dealt)[number]];
  for (const query of [...queries].sort((a, b) => costOf(view, b) - costOf(view, a))) {
    const least = dealt.reduce((best, one) => (one.cost < best.cost ? one : best));
    const isOwn = query.by.includes("viewer") || query.order?.by === "name" || isAllTheSame(view, query);
    const share = isOwn ? own : least;
    share.queries.push(query);
    share.cost += costOf(view, query);
  }
  return dealt.map((share) => share.queries);
}

/** In passes over the rows, what is distinct counting as much as three. */
function costOf(view: TableView, query: GroupQuery): number {
  // Its answer is the total, which is reckoned anyway.
  if (isAllTheSame(view, query)) return 0;
  return query.by.length + query.metrics.reduce((passes, metric) => passes + (DEAR.includes(metric) ? 3 : 1), 0);
}
