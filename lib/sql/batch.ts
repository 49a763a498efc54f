import type { Position } from "../columns/feed";
import { answerAmong, withNested } from "../query/among";
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
import type { Reading } from "./reading";
import { restOf } from "./rest";
import { idsOf, rowsOf } from "./rows";
import { type Selected, searchOf, selected } from "./selection";
import { type AskedGroups, type Shown, shownRows } from "./shown";
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
  return answerAmong(batch.queries, async (asked) => {
    const answers: Answer[] = [];
    for (const indexes of bySelection(asked).values()) {
      const queries = indexes.map((index) => asked[index] as Query);
      const found = await answerSelection(reading, queries, terms);
      for (const [i, index] of indexes.entries()) answers[index] = found[i] as Answer;
    }
    return answers;
  });
}

async function termsOf(reading: Reading, batch: Batch, position: Position, traits: Traits): Promise<Terms> {
  const told = new Map<Dimension, Told>();
  const dimensions = batch.queries.flatMap(withNested).flatMap(dimensionsOf);
  for (const dimension of dimensions)
    if (traitOf(dimension) && !told.has(dimension)) told.set(dimension, await traits.of(dimension, reading, position));
  const [server] = await reading.rows(
    sql`SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')::int AS distributed`,
  );
  return {
    zone: batch.zone,
    isDistributed: server?.distributed === 1,
    completionThreshold: batch.completionThreshold,
    extent: dimensions.some(isTime) ? await extentOf(reading) : { from: 0, until: 0 },
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
  const asked = queries.flatMap((query) => (isGrouping(query) ? [askedOf(query, views, terms)] : []));
  const rows = await shownRows(reading, asked, views, total?.views ?? 0, terms);
  const answers: Answer[] = [];
  for (const query of queries) {
    if (query.kind === "ids") answers.push(await idsOf(reading, views));
    else if (query.kind === "rows") answers.push(await rowsOf(reading, views, query, total?.views ?? 0));
    else answers.push(await groupsOf(reading, query, rows, total as Sums, terms));
  }
  return answers;
}

const isGrouping = (query: Query): query is GroupQuery => query.kind === "groups" && query.by.length > 0;

function askedOf(query: GroupQuery, views: Selected, terms: Terms): AskedGroups {
  const keys = query.by.map((dimension) => keyOf(dimension, terms, query, query.step));
  return { query, grouped: { query, metrics: metricsOf(query), keys, selected: views } };
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
  found: ReadonlyMap<GroupQuery, Shown>,
  all: Sums,
  terms: Terms,
): Promise<GroupAnswer> {
  const total = only(all, metricsOf(query));
  const shown = found.get(query);
  if (shown === undefined)
    return {
      kind: "groups",
      groups: [{ keys: [], sums: total }],
      groupCount: 1,
      total,
      ...(query.rest && { rest: null }),
    };
  const { grouped, rows, groupCount } = shown;
  const { offset = 0, limit } = query;
  return {
    kind: "groups",
    groups: (query.rest ? rows.slice(offset) : rows).map((row) => ({
      keys: grouped.keys.map((key, i) => labelOf(key, row[`k${i}`])),
      sums: sumsOf(row),
    })),
    groupCount,
    total,
    ...(query.rest && {
      rest: limit === undefined || groupCount <= offset + limit ? null : await restOf(reading, grouped, rows, terms),
    }),
  };
}
