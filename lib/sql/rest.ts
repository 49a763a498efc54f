import type { Sums } from "../query/query";
import type { Terms } from "./dimensions";
import { type Grouped, groups } from "./groups";
import { sumsOf } from "./metrics";
import type { Reading, Row } from "./reading";
import { all, join, named, type Sql, sql } from "./text";

/** All views but those of the groups in `rows`, as one group: but for what has no meaning there. */
export async function restOf(reading: Reading, grouped: Grouped, rows: readonly Row[], terms: Terms): Promise<Sums> {
  const metrics = grouped.metrics.filter((metric) => !["newViewers", "median", "span"].includes(metric));
  const others: Grouped = { ...grouped, metrics, of: sql`NOT (${among(grouped, rows)})`, asOne: true };
  const [row] = await reading.rows(groups(others, terms));
  return sumsOf(row ?? {});
}

function among({ keys }: Grouped, rows: readonly Row[]): Sql {
  const names = keys.map((_, i) => named(`k${i}`));
  const isRow = (row: Row) =>
    all(
      names.map((name, i) => {
        const value = row[`k${i}`] ?? null;
        return value === null ? sql`${name} IS NULL` : sql`${name} = ${value}`;
      }),
    );
  if (rows.length === 0) return sql`FALSE`;
  return join(
    rows.map((row) => sql`(coalesce(${isRow(row)}, FALSE))`),
    " OR ",
  );
}
