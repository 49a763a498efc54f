import {
  type Batch,
  DECILE_DIMENSIONS,
  type DecileDimension,
  type GroupAnswer,
  type GroupQuery,
  type Query,
  type RowAnswer,
  type Selection,
} from "../query/query";
import type { Block } from "./block";
import { GroupPanel } from "./group-panel";
import { Newest } from "./newest";
import { blocksOf } from "./select";
import type { ColumnTable } from "./table";
import { TenthsPanel } from "./tenths-panel";
import { Total } from "./total";

type Answer = GroupAnswer | RowAnswer;

/** One query while its selection is scanned. */
interface Panel {
  add(block: Block): void;
  answer(total: Total): Answer;
}

/** Answers a batch from the table as it is. Queries with the same Selection share one scan of its rows. */
export function runBatch(table: ColumnTable, batch: Batch): Answer[] {
  const answers: Answer[] = [];
  for (const indexes of bySelection(batch.queries).values()) {
    const queries = indexes.map((index) => batch.queries[index] as Query);
    const panels = queries.map((query) => panelOf(table, query, batch));
    const metrics = new Set(queries.flatMap((query) => (query.kind === "groups" ? query.metrics : [])));
    const grouped = panels.filter((panel) => panel instanceof GroupPanel);
    const total = new Total(table, queries[0] as Query, [...metrics], batch, grouped);
    for (const block of blocksOf(table, queries[0] as Query)) {
      total.add(block);
      for (const panel of panels) panel.add(block);
    }
    for (const [i, index] of indexes.entries()) answers[index] = (panels[i] as Panel).answer(total);
  }
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

function panelOf(table: ColumnTable, query: Query, batch: Batch): Panel {
  if (query.kind === "rows") return new Newest(table, query);
  if (isAllTheSame(table, query)) return new WholePanel(query);
  return isTenths(query) ? new TenthsPanel(table, query) : new GroupPanel(table, query, batch);
}

const isTenths = (query: GroupQuery): query is GroupQuery & { by: [DecileDimension] } =>
  query.by.length === 1 &&
  query.metrics.length === 0 &&
  (DECILE_DIMENSIONS as readonly string[]).includes(query.by[0] as string);

/** Nothing to group by: no dimension, or one of which no view has a value. */
const isAllTheSame = (table: ColumnTable, { by }: GroupQuery) =>
  by.every((dimension) => dimension in table.dictionaries && table.dictionaries[dimension as "video"].size === 1);

/** The total is its only group. */
class WholePanel {
  constructor(readonly query: GroupQuery) {}

  add(): void {}

  answer(all: Total): GroupAnswer {
    const { by, metrics, offset = 0, limit } = this.query;
    const total = all.sums(metrics);
    const groups = by.length > 0 && total.views === 0 ? [] : [{ keys: by.map(() => null), sums: total }];
    const end = limit === undefined ? undefined : offset + limit;
    return {
      kind: "groups",
      groups: by.length === 0 ? groups : groups.slice(offset, end),
      groupCount: groups.length,
      total,
    };
  }
}
