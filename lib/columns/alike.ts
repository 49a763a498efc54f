import { type GroupQuery, SECOND_DIMENSIONS } from "../query/query";

const SECONDS: readonly string[] = SECOND_DIMENSIONS;

/** Of queries on one selection those by the same dimensions, first those that ask most, for these may tell what others ask. */
export function alike(queries: readonly GroupQuery[]): GroupQuery[][] {
  const found = new Map<string, GroupQuery[]>();
  for (const query of queries) {
    const key = JSON.stringify([
      query.by,
      query.by.some((dimension) => SECONDS.includes(dimension)) ? (query.step ?? 1) : null,
    ]);
    found.set(key, [...(found.get(key) ?? []), query]);
  }
  const asks = ({ metrics, rest }: GroupQuery) => 2 * metrics.length + (rest ? 1 : 0);
  return [...found.values()].map((same) => same.sort((a, b) => asks(b) - asks(a)));
}

/** Whether a query's groups tell what another by the same dimensions asks. */
export const tells = (giving: GroupQuery, { metrics, rest }: GroupQuery) =>
  metrics.every((metric) => giving.metrics.includes(metric)) && (!rest || giving.rest === true);
