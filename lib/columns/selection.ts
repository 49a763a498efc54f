import type { Answer, GroupAnswer, GroupQuery, Metric, Query, Selection } from "../query/query";
import { WORTH_SHARING } from "./bounds";
import type { Lane } from "./lane";
import { Newest } from "./newest";
import { NO_SUMS, only } from "./no-sums";
import { scanWithoutTotal, scanWithTotal, type Terms } from "./scan";
import { orderedRange, type Scan } from "./select";
import { countingNobody, divide } from "./shares";
import { summedUp } from "./shown";
import type { ColumnTable } from "./table";

/** Queries that another thread was given, and its answers to them */
type Given = [queries: GroupQuery[], answers: Promise<GroupAnswer[]>];

/** Queries on one selection. */
export interface QueriesOnOne {
  indexes: number[];
  queries: Query[];
  /** What is asked of a scan, and for which of the queries */
  ranked: Map<GroupQuery, GroupQuery>;
  /** What other threads began before people were numbered */
  early: Given[];
  wanted: Scan;
}

/** Gives another thread what counts nobody, as soon as rows are found and while this one numbers their people. */
export function beginEarly(
  table: ColumnTable,
  { ranked, early }: Pick<QueriesOnOne, "ranked" | "early">,
  found: Scan,
  terms: Terms,
  lane: Lane,
): void {
  if (scannedRows(table, found) < WORTH_SHARING) return;
  const queries = countingNobody(table, [...ranked.keys()]);
  if (queries.length > 0) early.push([queries, scanElsewhere(table, found, terms, queries, lane)]);
}

/** Gives other threads their shares; what it returns does the rest. */
export function beginSelection(
  table: ColumnTable,
  { queries, ranked, early, wanted, scan }: Omit<QueriesOnOne, "indexes"> & { scan: Scan },
  terms: Terms,
  lanes: readonly Lane[],
): () => Promise<Answer[]> {
  const groupQueries = [...ranked.values()];
  const begun = new Set(early.flatMap(([some]) => some));
  const left = [...ranked.keys()].filter((query) => !begun.has(query));
  const shares = scannedRows(table, scan) >= WORTH_SHARING ? lanes.length + 1 : 1;
  const metrics = [...new Set(groupQueries.flatMap((query) => query.metrics))];
  const { own, others, isTotalElsewhere } = divide(table, scan, { queries: left, metrics }, shares);
  if (isTotalElsewhere) others[0]?.push(totalOf(queries[0] as Query, metrics));
  const theirs = others.map((share, i): Given => [share, scanElsewhere(table, scan, terms, share, lanes[i] as Lane)]);

  return async () => {
    const pages = new Map(
      queries.flatMap((query) => (query.kind === "groups" ? [] : [[query, new Newest(table, query)]])),
    );
    const { answers, total } = scanWithTotal(table, scan, terms, {
      queries: own,
      metrics: isTotalElsewhere ? [] : metrics,
      others: [...pages.values()],
      isRanking: (query) => ranked.get(query) !== query,
    });
    let sums = (of: GroupQuery) => total.sums(of.metrics);
    const found = new Map<Query, GroupAnswer>();
    const take = (share: readonly GroupQuery[], given: readonly GroupAnswer[]) => {
      for (const [at, first] of share.entries()) {
        const answer = given[at] as GroupAnswer;
        const query = ranked.get(first);
        if (query) found.set(query, first === query ? answer : summedUp(table, wanted, terms, query, answer));
        else sums = ({ metrics: some }) => only(answer.groups[0]?.sums ?? NO_SUMS, some);
      }
    };
    take(own, answers);
    for (const [share, given] of [...early, ...theirs]) take(share, await given);
    return queries.map((query) =>
      query.kind === "groups"
        ? { ...(found.get(query) as GroupAnswer), total: sums(query) }
        : (pages.get(query)?.answer() as Answer),
    );
  };
}

function totalOf({ from, until, filters, search, searchPeople }: Selection, metrics: readonly Metric[]): GroupQuery {
  return { kind: "groups", from, until, filters, search, searchPeople, by: [], metrics: [...metrics] };
}

/** A thread that is lost takes nothing with it: the rows are all here. */
function scanElsewhere(table: ColumnTable, scan: Scan, terms: Terms, queries: GroupQuery[], lane: Lane) {
  const answers = lane.scan(table, scan, terms, queries).catch(() => scanWithoutTotal(table, scan, terms, queries));
  // They are awaited after this thread's own part; an error before that is told then.
  answers.catch(() => undefined);
  return answers;
}

function scannedRows(table: ColumnTable, scan: Scan): number {
  if (scan.selected) return scan.selected.rows.length;
  const [first, end] = orderedRange(table, scan);
  return end - first + table.rows - table.sorted;
}
