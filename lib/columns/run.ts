import { answerAmong } from "../query/among";
import type { Answer, Batch, GroupQuery, Query, Selection } from "../query/query";
import type { Lane } from "./lane";
import { narrowedTogether } from "./narrow";
import { withRankedSums } from "./ranking";
import { type Scan, scanOf } from "./select";
import { beginEarly, beginSelection, type QueriesOnOne } from "./selection";
import { rankedOnly } from "./shown";
import type { ColumnTable } from "./table";

/**
 * Answers a batch from the table as it is. Queries with the same Selection share one scan of its rows; where the rows
 * are many, other threads take some of the queries. The table must not change until this has settled, with an error or without.
 */
export async function runBatch(table: ColumnTable, batch: Batch, lanes: readonly Lane[] = []): Promise<Answer[]> {
  table.firsts.renew(table);
  table.firstSeen.renew(table);
  try {
    return await answerAmong(batch.queries, (queries) => answered(table, { ...batch, queries }, lanes));
  } finally {
    // After an error here, another thread may still be reading.
    await Promise.all(lanes.map((lane) => lane.idle()));
    table.rowMemory.reclaim();
  }
}

async function answered(table: ColumnTable, batch: Batch, lanes: readonly Lane[]): Promise<Answer[]> {
  const terms = { zone: batch.zone, completionThreshold: batch.completionThreshold };
  const answers: Answer[] = [];
  const selections = [...bySelection(batch.queries).values()].map((indexes): QueriesOnOne => {
    const queries = indexes.map((index) => withRankedSums(batch.queries[index] as Query));
    const groups = queries.filter((query): query is GroupQuery => query.kind === "groups");
    const ranked = new Map(groups.map((query) => [rankedOnly(table, query), query]));
    return { indexes, queries, ranked, early: [], wanted: scanOf(table, queries[0] as Query) };
  });
  const wanted = selections.map((selection) => selection.wanted);
  const scans = await narrowedTogether(table, wanted, lanes, (scan, found) => {
    const selection = selections.find((one) => one.wanted === scan);
    if (selection && lanes[0]) beginEarly(table, selection, found, terms, lanes[0]);
  });
  // All that other threads are to do is theirs before this one begins.
  const begun = selections.map(({ indexes, ...selection }, i) => ({
    indexes,
    finish: beginSelection(table, { ...selection, scan: scans[i] as Scan }, terms, lanes),
  }));
  await Promise.all(
    begun.map(async ({ indexes, finish }) => {
      const found = await finish();
      for (const [i, index] of indexes.entries()) answers[index] = found[i] as Answer;
    }),
  );
  return answers;
}

function bySelection(queries: readonly Query[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [index, { from, until, filters, search, searchPeople }] of queries.entries()) {
    const key = JSON.stringify({ from, until, filters, search, searchPeople } satisfies Selection);
    found.set(key, [...(found.get(key) ?? []), index]);
  }
  return found;
}
