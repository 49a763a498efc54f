import type { GroupQuery } from "../query/query";
import type { Terms } from "./dimensions";
import { type Grouped, groups, selectedViews } from "./groups";
import { ordering } from "./order";
import type { Reading, Row } from "./reading";
import type { Selected } from "./selection";
import { empty, join, named, type Sql, sql } from "./text";

export interface AskedGroups {
  query: GroupQuery;
  grouped: Grouped;
}

/** The groups that a query shows, with those before them where the rest is asked for too. */
export interface Shown {
  grouped: Grouped;
  rows: Row[];
  /** Groups there are in all */
  groupCount: number;
}

/** Of more views than these each query looks for itself: a few hundred bytes each would be written down. */
const MOST_SHARED = 2_000_000;
const SHARED = named("selected");

/**
 * What several queries of one selection show. Where its views are few enough, they are looked up once and grouped in all
 * ways by one statement; but not where they would travel from many nodes to one.
 */
export async function shownRows(
  reading: Reading,
  asked: readonly AskedGroups[],
  selected: Selected,
  views: number,
  terms: Terms,
): Promise<Map<GroupQuery, Shown>> {
  const isShared = asked.length > 1 && views <= MOST_SHARED && !terms.isDistributed;
  const rows = isShared ? await together(reading, asked, selected, terms) : [];
  const found = new Map<GroupQuery, Shown>();
  for (const [i, one] of asked.entries()) {
    const own = isShared ? (rows[i] ?? []) : await reading.rows(shown(one, one.grouped, terms));
    found.set(one.query, { grouped: one.grouped, rows: own, groupCount: await countOf(reading, one, own, terms) });
  }
  return found;
}

/** Rows leave as JSON, since those of each query have other columns. */
async function together(
  reading: Reading,
  asked: readonly AskedGroups[],
  selected: Selected,
  terms: Terms,
): Promise<Row[][]> {
  const keys = asked.map(({ grouped }, i) => grouped.keys.map((key, k) => ({ key, name: named(`q${i}k${k}`) })));
  const each = asked.map((one, i) => {
    const source = { table: SHARED, keys: (keys[i] ?? []).map(({ name }) => name) };
    return sql`SELECT ${i}::int AS query, row_number() OVER () AS place, to_json(shown) AS row
      FROM (${shown(one, { ...one.grouped, source }, terms)}) shown`;
  });
  const found = await reading.rows(
    sql`WITH ${SHARED} AS MATERIALIZED (${selectedViews(selected, keys.flat())}) ${join(each, " UNION ALL ")}`,
  );
  const rows: Row[][] = asked.map(() => []);
  const inOrder = found.toSorted((a, b) => Number(a.place) - Number(b.place));
  for (const { query, row } of inOrder) rows[Number(query)]?.push(row as unknown as Row);
  return rows;
}

function shown({ query }: AskedGroups, grouped: Grouped, terms: Terms): Sql {
  const { beside, clause } = ordering(query, grouped.keys);
  const { skipped, most } = windowOf(query);
  return sql`SELECT g.*, count(*) OVER () AS "groupCount" FROM (${groups(grouped, terms)}) g ${beside}
    ${clause} ${limited(most, skipped)}`;
}

/** No bound is no clause: one that is NULL is nothing that a cluster's planner must understand. */
function limited(most: number | null, skipped: number): Sql {
  const clauses = [
    ...(most === null ? [] : [sql`LIMIT ${most}::bigint`]),
    ...(skipped === 0 ? [] : [sql`OFFSET ${skipped}::bigint`]),
  ];
  return clauses.length === 0 ? empty : join(clauses, " ");
}

function windowOf({ offset = 0, limit, rest }: GroupQuery): { skipped: number; most: number | null } {
  if (rest) return { skipped: 0, most: limit === undefined ? null : offset + limit };
  return { skipped: offset, most: limit ?? null };
}

/** Rows tell it; beyond the last one there is none to tell. */
async function countOf(reading: Reading, { query, grouped }: AskedGroups, rows: Row[], terms: Terms): Promise<number> {
  if (rows[0] !== undefined || windowOf(query).skipped === 0) return Number(rows[0]?.groupCount ?? 0);
  const [counted] = await reading.rows(sql`SELECT count(*) AS "groupCount" FROM (${groups(grouped, terms)}) g`);
  return Number(counted?.groupCount ?? 0);
}
