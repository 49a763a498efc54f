import type { GroupQuery } from "../query/query";

/**
 * Of queries on one selection those by the same dimensions stand together, and first the one whose groups tell all that is
 * asked of the others, where there is such a one.
 */
export function alike(queries: readonly GroupQuery[]): GroupQuery[][] {
  const found = new Map<string, GroupQuery[]>();
  for (const query of queries) {
    const key = JSON.stringify([query.by, query.step]);
    found.set(key, [...(found.get(key) ?? []), query]);
  }
  return [...found.values()].map((same) => same.sort((a, b) => b.metrics.length - a.metrics.length));
}

/** Whether a query's groups tell what another by the same dimensions asks: of the rest of the groups together it asks alike. */
export const tells = (giving: GroupQuery, { metrics, rest }: GroupQuery) =>
  metrics.every((metric) => giving.metrics.includes(metric)) && (!rest || giving.rest === true);
