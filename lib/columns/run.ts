import type { Answer, Batch, GroupAnswer, GroupQuery, Query, Selection } from "../query/query";
import type { Lane } from "./lane";
import { Newest } from "./newest";
import { withRankedSums } from "./ranking";
import { scanWithoutTotal, scanWithTotal } from "./scan";
import { orderedRange, type Scan, scanOf } from "./select";
import { divide } from "./shares";
import type { ColumnTable } from "./table";

/** Fewer rows are scanned before another thread would have begun. */
const WORTH_SHARING = 50_000;

/**
 * Answers a batch from the table as it is. Queries with the same Selection share one scan of its rows; where the rows
 * are many, other threads take some of the queries. The table must not change until the answers are there.
 */
export async function runBatch(table: ColumnTable, batch: Batch, lanes: readonly Lane[] = []): Promise<Answer[]> {
  const answers: Answer[] = [];
  table.firstSeen.renew(table);
  if (batch.queries.some(asksForAttempts)) table.attempts.renew(table);
  for (const indexes of bySelection(batch.queries).values()) {
    const queries = indexes.map((index) => withRankedSums(batch.queries[index] as Query));
    const found = await runSelection(table, queries, batch, lanes);
    for (const [i, index] of indexes.entries()) answers[index] = found[i] as Answer;
  }
  return answers;
}

const asksForAttempts = (query: Query) =>
  query.filters.some(({ dimension }) => dimension === "attempt") ||
  (query.kind === "groups" && query.by.includes("attempt"));

function bySelection(queries: readonly Query[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { from, until, filters, search, searchPeople }] of queries.entries()) {
    const key = JSON.stringify({ from, until, filters, search, searchPeople } satisfies Selection);
    found.set(key, [...(found.get(key) ?? []), index]);
  }
  return found;
}

async function runSelection(
  table: ColumnTable,
  queries: Query[],
  { zone, completionThreshold }: Batch,
  lanes: readonly Lane[],
): Promise<Answer[]> {
  const scan = scanOf(table, queries[0] as Query);
  const terms = { zone, completionThreshold };
  const groupQueries = queries.filter((query): query is GroupQuery => query.kind === "groups");
  const [own = [], ...others] = divide(table, groupQueries, isLarge(table, scan) ? lanes.length + 1 : 1);
  const theirs = others.map((share, i) =>
    // A thread that is lost takes nothing with it: the rows are all here.
    (lanes[i] as Lane).scan(table, scan, terms, share).catch(() => scanWithoutTotal(table, scan, terms, share)),
  );

  const pages = new Map(
    queries.flatMap((query) => (query.kind === "groups" ? [] : [[query, new Newest(table, query)]])),
  );
  const metrics = [...new Set(groupQueries.flatMap((query) => query.metrics))];
  const { answers, total } = scanWithTotal(table, scan, terms, { queries: own, metrics, others: [...pages.values()] });
  const found = new Map<Query, Answer>(own.map((query, i) => [query, answers[i] as Answer]));
  for (const [i, share] of others.entries()) {
    const given = (await theirs[i]) ?? [];
    for (const [at, query] of share.entries())
      found.set(query, { ...(given[at] as GroupAnswer), total: total.sums(query.metrics) });
  }
  return queries.map((query) => (query.kind === "groups" ? found.get(query) : pages.get(query)?.answer()) as Answer);
}

function isLarge(table: ColumnTable, scan: Scan): boolean {
  const [first, end] = orderedRange(table, scan);
  return end - first + table.rows - table.sorted >= WORTH_SHARING;
}
