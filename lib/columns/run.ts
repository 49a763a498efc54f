import { answerAmong } from "../query/among";
import type { Answer, Batch, GroupAnswer, GroupQuery, Query, Selection } from "../query/query";
import type { Lane } from "./lane";
import { Newest } from "./newest";
import { withRankedSums } from "./ranking";
import { scanWithoutTotal, scanWithTotal } from "./scan";
import { orderedRange, type Scan, scanOf } from "./select";
import { narrowed } from "./selected";
import { divide } from "./shares";
import { rankedOnly, summedUp } from "./shown";
import type { ColumnTable } from "./table";

/** Fewer rows are scanned before another thread would have begun. */
const WORTH_SHARING = 50_000;

/**
 * Answers a batch from the table as it is. Queries with the same Selection share one scan of its rows; where the rows
 * are many, other threads take some of the queries. The table must not change until the answers are there.
 */
export async function runBatch(table: ColumnTable, batch: Batch, lanes: readonly Lane[] = []): Promise<Answer[]> {
  table.firsts.renew(table);
  table.firstSeen.renew(table);
  return answerAmong(batch.queries, async (asked) => {
    const answers: Answer[] = [];
    // All that other threads are to do is theirs before this one begins.
    const begun = [...bySelection(asked).values()].map((indexes) => {
      const queries = indexes.map((index) => withRankedSums(asked[index] as Query));
      return { indexes, finish: beginSelection(table, queries, batch, lanes) };
    });
    await Promise.all(
      begun.map(async ({ indexes, finish }) => {
        const found = await finish();
        for (const [i, index] of indexes.entries()) answers[index] = found[i] as Answer;
      }),
    );
    return answers;
  });
}

function bySelection(queries: readonly Query[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { from, until, filters, search, searchPeople }] of queries.entries()) {
    const key = JSON.stringify({ from, until, filters, search, searchPeople } satisfies Selection);
    found.set(key, [...(found.get(key) ?? []), index]);
  }
  return found;
}

/** Gives other threads their shares; what it returns does the rest. */
function beginSelection(
  table: ColumnTable,
  queries: Query[],
  { zone, completionThreshold }: Batch,
  lanes: readonly Lane[],
): () => Promise<Answer[]> {
  const wanted = scanOf(table, queries[0] as Query);
  const scan = narrowed(table, wanted);
  const terms = { zone, completionThreshold };
  const groupQueries = queries.filter((query): query is GroupQuery => query.kind === "groups");
  const asked = new Map(groupQueries.map((query) => [rankedOnly(table, query), query]));
  const shares = scannedRows(table, scan) >= WORTH_SHARING ? lanes.length + 1 : 1;
  const [own = [], ...others] = divide(table, scan, [...asked.keys()], shares);
  const theirs = others.map((share, i) =>
    // A thread that is lost takes nothing with it: the rows are all here.
    (lanes[i] as Lane).scan(table, scan, terms, share).catch(() => scanWithoutTotal(table, scan, terms, share)),
  );

  return async () => {
    const pages = new Map(
      queries.flatMap((query) => (query.kind === "groups" ? [] : [[query, new Newest(table, query)]])),
    );
    const metrics = [...new Set(groupQueries.flatMap((query) => query.metrics))];
    const { answers, total } = scanWithTotal(table, scan, terms, {
      queries: own,
      metrics,
      others: [...pages.values()],
    });
    const found = new Map<Query, Answer>();
    const take = (share: readonly GroupQuery[], given: readonly GroupAnswer[]) => {
      for (const [at, first] of share.entries()) {
        const query = asked.get(first) as GroupQuery;
        const answer = given[at] as GroupAnswer;
        const whole = first === query ? answer : summedUp(table, wanted, terms, query, answer);
        found.set(query, { ...whole, total: total.sums(query.metrics) });
      }
    };
    take(own, answers);
    for (const [i, share] of others.entries()) take(share, (await theirs[i]) ?? []);
    return queries.map((query) => (query.kind === "groups" ? found.get(query) : pages.get(query)?.answer()) as Answer);
  };
}

function scannedRows(table: ColumnTable, scan: Scan): number {
  if (scan.selected) return scan.selected.rows.length;
  const [first, end] = orderedRange(table, scan);
  return end - first + table.rows - table.sorted;
}
