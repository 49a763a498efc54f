import { answerAmong } from "../query/among";
import type { Answer, Batch, GroupAnswer, GroupQuery, Metric, Query, Selection } from "../query/query";
import { WORTH_SHARING } from "./bounds";
import type { Lane } from "./lane";
import { narrowedTogether } from "./narrow";
import { Newest } from "./newest";
import { NO_SUMS, only } from "./no-sums";
import { withRankedSums } from "./ranking";
import { scanWithoutTotal, scanWithTotal } from "./scan";
import { orderedRange, type Scan, scanOf } from "./select";
import { divide } from "./shares";
import { rankedOnly, summedUp } from "./shown";
import type { ColumnTable } from "./table";

/**
 * Answers a batch from the table as it is. Queries with the same Selection share one scan of its rows; where the rows
 * are many, other threads take some of the queries. The table must not change until the answers are there.
 */
export async function runBatch(table: ColumnTable, batch: Batch, lanes: readonly Lane[] = []): Promise<Answer[]> {
  table.firsts.renew(table);
  table.firstSeen.renew(table);
  return answerAmong(batch.queries, async (asked) => {
    const answers: Answer[] = [];
    const selections = [...bySelection(asked).values()].map((indexes) => {
      const queries = indexes.map((index) => withRankedSums(asked[index] as Query));
      return { indexes, queries, wanted: scanOf(table, queries[0] as Query) };
    });
    const wanted = selections.map((selection) => selection.wanted);
    const scans = await narrowedTogether(table, wanted, lanes);
    // All that other threads are to do is theirs before this one begins.
    const begun = selections.map(({ indexes, ...selection }, i) => ({
      indexes,
      finish: beginSelection(table, { ...selection, scan: scans[i] as Scan }, batch, lanes),
    }));
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
  { queries, wanted, scan }: { queries: Query[]; wanted: Scan; scan: Scan },
  { zone, completionThreshold }: Batch,
  lanes: readonly Lane[],
): () => Promise<Answer[]> {
  const terms = { zone, completionThreshold };
  const groupQueries = queries.filter((query): query is GroupQuery => query.kind === "groups");
  const asked = new Map(groupQueries.map((query) => [rankedOnly(table, query), query]));
  const shares = scannedRows(table, scan) >= WORTH_SHARING ? lanes.length + 1 : 1;
  const metrics = [...new Set(groupQueries.flatMap((query) => query.metrics))];
  const [own = [], ...others] = divide(table, scan, { queries: [...asked.keys()], metrics }, shares);
  const totalQuery = totalElsewhere(queries[0] as Query, metrics, own);
  if (totalQuery) others[0]?.push(totalQuery);
  const theirs = others.map((share, i) =>
    // A thread that is lost takes nothing with it: the rows are all here.
    (lanes[i] as Lane).scan(table, scan, terms, share).catch(() => scanWithoutTotal(table, scan, terms, share)),
  );

  return async () => {
    const pages = new Map(
      queries.flatMap((query) => (query.kind === "groups" ? [] : [[query, new Newest(table, query)]])),
    );
    const isElsewhere = totalQuery !== null && others.length > 0;
    const { answers, total } = scanWithTotal(table, scan, terms, {
      queries: own,
      metrics: isElsewhere ? [] : metrics,
      others: [...pages.values()],
      isRanking: (query) => asked.get(query) !== query,
    });
    let sums = (of: GroupQuery) => total.sums(of.metrics);
    const found = new Map<Query, GroupAnswer>();
    const take = (share: readonly GroupQuery[], given: readonly GroupAnswer[]) => {
      for (const [at, first] of share.entries()) {
        const answer = given[at] as GroupAnswer;
        const query = asked.get(first);
        if (query) found.set(query, first === query ? answer : summedUp(table, wanted, terms, query, answer));
        else sums = ({ metrics: some }) => only(answer.groups[0]?.sums ?? NO_SUMS, some);
      }
    };
    take(own, answers);
    for (const [i, share] of others.entries()) take(share, (await theirs[i]) ?? []);
    return queries.map((query) =>
      query.kind === "groups"
        ? { ...(found.get(query) as GroupAnswer), total: sums(query) }
        : (pages.get(query)?.answer() as Answer),
    );
  };
}

/** Lists of people are for the store's own thread alone: then another reckons the total. */
function totalElsewhere(
  { from, until, filters, search, searchPeople }: Selection,
  metrics: readonly Metric[],
  own: readonly GroupQuery[],
): GroupQuery | null {
  const isOfLists = own.length > 0 && own.every(({ by }) => by.includes("viewer"));
  if (!isOfLists || metrics.length === 0) return null;
  return { kind: "groups", from, until, filters, search, searchPeople, by: [], metrics };
}

function scannedRows(table: ColumnTable, scan: Scan): number {
  if (scan.selected) return scan.selected.rows.length;
  const [first, end] = orderedRange(table, scan);
  return end - first + table.rows - table.sorted;
}
