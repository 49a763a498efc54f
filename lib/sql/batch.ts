import type { Position } from "../columns/feed";
import {
  type Answer,
  type Batch,
  type Dimension,
  type GroupAnswer,
  type GroupQuery,
  type Metric,
  type Query,
  type Selection,
  type Sums,
  TIME_DIMENSIONS,
} from "../query/query";
import { keyOf, labelOf, type Terms } from "./dimensions";
import { type Grouped, groups } from "./groups";
import { metricsOf, only, sumsOf } from "./metrics";
import { ordering } from "./order";
import type { Reading, Row } from "./reading";
import { restOf } from "./rest";
import { idsOf, rowsOf } from "./rows";
import { type Selected, searchOf, selected } from "./selection";
import { sql } from "./text";
import { type Told, type Traits, traitOf } from "./traits";

/** What a page asks of one state of the database, and how far that state is. */
export interface Asked {
  batch: Batch;
  position: Position;
  traits: Traits;
}

/** Answers a batch within one transaction, as the column store does. */
export async function answerBatch(reading: Reading, { batch, position, traits }: Asked): Promise<Answer[]> {
  const terms = await termsOf(reading, batch, position, traits);
  const answers: Answer[] = [];
  for (const indexes of bySelection(batch.queries).values()) {
    const queries = indexes.map((index) => batch.queries[index] as Query);
    const found = await answerSelection(reading, queries, terms);
    for (const [i, index] of indexes.entries()) answers[index] = found[i] as Answer;
  }
  return answers;
}

async function termsOf(reading: Reading, batch: Batch, position: Position, traits: Traits): Promise<Terms> {
  const told = new Map<Dimension, Told>();
  for (const dimension of batch.queries.flatMap(dimensionsOf))
    if (traitOf(dimension) && !told.has(dimension)) told.set(dimension, await traits.of(dimension, reading, position));
  return {
    zone: batch.zone,
    completionThreshold: batch.completionThreshold,
    extent: batch.queries.flatMap(dimensionsOf).some(isTime) ? await extentOf(reading) : { from: 0, until: 0 },
    excluded: (await reading.rows(sql`SELECT key FROM viewers WHERE excluded`)).map(({ key }) => String(key)),
    told,
  };
}

function dimensionsOf(query: Query): Dimension[] {
  return [...query.filters.map(({ dimension }) => dimension), ...(query.kind === "groups" ? query.by : [])];
}

const isTime = (dimension: Dimension) => (TIME_DIMENSIONS as readonly string[]).includes(dimension);

async function extentOf(reading: Reading): Promise<Terms["extent"]> {
  const [row] = await reading.rows(
    sql`SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM views WHERE deleted_at IS NULL`,
  );
  return { from: Number(row?.first ?? 0), until: row?.last == null ? 0 : Number(row.last) + 1 };
}

function bySelection(queries: readonly Query[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { from, until, filters, search, searchPeople }] of queries.entries()) {
    const key = JSON.stringify({ from, until, filters, search, searchPeople } satisfies Selection);
    found.set(key, [...(found.get(key) ?? []), index]);
  }
  return found;
}

/** Queries of one selection share what is known of all its views. */
async function answerSelection(reading: Reading, queries: Query[], terms: Terms): Promise<Answer[]> {
  const [first] = queries as [Query];
  const views = selected(first, await searchOf(first, reading), terms);
  const metrics = [...new Set(queries.flatMap((query) => (query.kind === "groups" ? metricsOf(query) : [])))];
  const needsTotal = queries.some(({ kind }) => kind !== "ids");
  const total = needsTotal ? await totalOf(reading, { ...first, metrics, views }, terms) : null;
  const answers: Answer[] = [];
  for (const query of queries) {
    if (query.kind === "ids") answers.push(await idsOf(reading, views));
    else if (query.kind === "rows") answers.push(await rowsOf(reading, views, query, total?.views ?? 0));
    else answers.push(await groupsOf(reading, query, views, total as Sums, terms));
  }
  return answers;
}

async function totalOf(
  reading: Reading,
  { from, until, metrics, views }: Pick<Selection, "from" | "until"> & { metrics: Metric[]; views: Selected },
  terms: Terms,
): Promise<Sums> {
  const grouped: Grouped = { query: { by: [], from, until }, metrics, keys: [], selected: views };
  const [row] = await reading.rows(groups(grouped, terms));
  return sumsOf(row ?? {});
}

async function groupsOf(
  reading: Reading,
  query: GroupQuery,
  views: Selected,
  all: Sums,
  terms: Terms,
): Promise<GroupAnswer> {
  const metrics = metricsOf(query);
  const total = only(all, metrics);
  if (query.by.length === 0)
    return {
      kind: "groups",
      groups: [{ keys: [], sums: total }],
      groupCount: 1,
      total,
      ...(query.rest && { rest: null }),
    };
  const keys = query.by.map((dimension) => keyOf(dimension, terms, query, query.step));
  const grouped: Grouped = { query, metrics, keys, selected: views };
  const { rows, groupCount } = await shown(reading, query, grouped, terms);
  const { offset = 0, limit } = query;
  return {
    kind: "groups",
    groups: (query.rest ? rows.slice(offset) : rows).map((row) => ({
      keys: keys.map((key, i) => labelOf(key, row[`k${i}`])),
      sums: sumsOf(row),
    })),
    groupCount,
    total,
    ...(query.rest && {
      rest: limit === undefined || groupCount <= offset + limit ? null : await restOf(reading, grouped, rows, terms),
    }),
  };
}

/** The groups that a query shows; where the rest is asked for too, with those before them. */
async function shown(
  reading: Reading,
  query: GroupQuery,
  grouped: Grouped,
  terms: Terms,
): Promise<{ rows: Row[]; groupCount: number }> {
  const statement = groups(grouped, terms);
  const { beside, clause } = ordering(query, grouped.keys);
  const { offset = 0, limit } = query;
  const [skipped, most] = query.rest ? [0, limit === undefined ? null : offset + limit] : [offset, limit ?? null];
  const rows = await reading.rows(sql`SELECT g.*, count(*) OVER () AS "groupCount" FROM (${statement}) g ${beside}
    ${clause} LIMIT ${most}::bigint OFFSET ${skipped}::bigint`);
  if (rows[0] !== undefined || skipped === 0) return { rows, groupCount: Number(rows[0]?.groupCount ?? 0) };
  const [counted] = await reading.rows(sql`SELECT count(*) AS "groupCount" FROM (${statement}) g`);
  return { rows, groupCount: Number(counted?.groupCount ?? 0) };
}
