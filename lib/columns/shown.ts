import { type GroupAnswer, type GroupQuery, isCoded } from "../query/query";
import { GROUPS_SUMMED_UP } from "./bounds";
import { narrowed } from "./narrow";
import { NO_SUMS } from "./no-sums";
import { withRankedSums } from "./ranking";
import { scanWithoutTotal, type Terms } from "./scan";
import { passing, type Scan } from "./select";
import type { ColumnTable } from "./table";

/**
 * What to ask first of a query that shows few of very many groups, as a page of a list of viewers does: only what they are
 * ranked by. The query as it is where that does not pay.
 */
export function rankedOnly(table: ColumnTable, query: GroupQuery): GroupQuery {
  const [dimension, ...others] = query.by;
  if (dimension === undefined || others.length > 0 || query.limit === undefined || query.rest) return query;
  if (!isCoded(dimension) || (table.dictionaries[dimension]?.size ?? 1) < GROUPS_SUMMED_UP) return query;
  return withRankedSums({ ...query, metrics: [] });
}

/** The groups that turned out to be shown, with all that is asked of them: their rows alone are looked through. */
export function summedUp(
  table: ColumnTable,
  scan: Scan,
  terms: Terms,
  query: GroupQuery,
  { groups, ...ranked }: GroupAnswer,
): GroupAnswer {
  const [dimension] = query.by;
  if (dimension === undefined || !isCoded(dimension)) throw new Error("Ranked groups have one dimension");
  const include = groups.map(({ keys }) => keys[0] ?? null);
  if (include.length === 0) return { ...ranked, groups };
  const own = { dimension, include, exclude: [] };
  // Its own check comes first: it leaves the fewest rows.
  const lend = (length: number) => table.rowMemory.lend(length);
  const shown = narrowed(table, { ...scan, checks: [passing(table, own), ...scan.checks] }, lend);
  const whole = { ...query, filters: [...query.filters, own], order: undefined, limit: undefined, offset: undefined };
  const [answer] = scanWithoutTotal(table, shown, terms, [whole]);
  const sums = new Map(answer?.groups.map((group) => [group.keys[0], group.sums]));
  return { ...ranked, groups: groups.map(({ keys }) => ({ keys, sums: sums.get(keys[0]) ?? NO_SUMS })) };
}
