import {
  DECILE_DIMENSIONS,
  type DecileDimension,
  type GroupAnswer,
  type GroupQuery,
  isCoded,
  type Metric,
} from "../query/query";
import type { Block } from "./block";
import { GroupPanel } from "./group-panel";
import { isLatest, Latest } from "./latest";
import { NO_SUMS } from "./no-sums";
import { blocksOf, type Scan } from "./select";
import { type Crowd, crowdOf } from "./selected";
import { TenthsPanel } from "./tenths-panel";
import { type SumUp, Total } from "./total";
import type { TableView } from "./view";

/** How figures are reckoned, for all queries of a batch. */
export interface Terms {
  zone: string;
  completionThreshold: number;
}

/** Takes a scan's blocks. */
export interface Taker {
  add(block: Block): void;
}

/** One query while its selection is scanned. */
interface Panel extends Taker {
  answer(total: SumUp): GroupAnswer;
}

/** Scans a selection once for its queries, reckons its total, and hands its blocks to others that want them. */
export function scanWithTotal(
  view: TableView,
  scan: Scan,
  terms: Terms,
  {
    queries,
    metrics,
    others,
    isRanking,
  }: {
    queries: readonly GroupQuery[];
    metrics: readonly Metric[];
    others: readonly Taker[];
    /** Whether a query is only asked who is on its page */
    isRanking: (query: GroupQuery) => boolean;
  },
): { answers: GroupAnswer[]; total: SumUp } {
  const crowd = crowdOf(view, scan);
  const panels = queries.map((query) =>
    isRanking(query) && isLatest(query, crowd)
      ? new Latest(view, query, crowd, terms)
      : panelOf(view, crowd, query, terms),
  );
  const total = new Total(
    view,
    scan,
    crowd,
    metrics,
    terms,
    panels.filter((panel) => panel instanceof GroupPanel),
  );
  scanFor(view, scan, [total, ...panels, ...others]);
  return { answers: panels.map((panel) => panel.answer(total)), total };
}

/**
 * Scans a selection for some of its queries; their totals are left at 0, for another thread to fill in. A query without
 * dimensions asks for the total itself.
 */
export function scanWithoutTotal(
  view: TableView,
  scan: Scan,
  terms: Terms,
  queries: readonly GroupQuery[],
): GroupAnswer[] {
  const crowd = crowdOf(view, scan);
  const panels = queries.map((query) =>
    query.by.length === 0 ? new GroupPanel(view, query, crowd, terms) : panelOf(view, crowd, query, terms),
  );
  scanFor(view, scan, panels);
  return panels.map((panel) => panel.answer({ sums: () => NO_SUMS }));
}

function scanFor(view: TableView, scan: Scan, takers: readonly Taker[]): void {
  for (const block of blocksOf(view, scan)) for (const taker of takers) taker.add(block);
}

function panelOf(view: TableView, crowd: Crowd, query: GroupQuery, terms: Terms): Panel {
  if (isAllTheSame(view, query)) return new WholePanel(query);
  return isTenths(query) ? new TenthsPanel(view, query) : new GroupPanel(view, query, crowd, terms);
}

const isTenths = (query: GroupQuery): query is GroupQuery & { by: [DecileDimension] } =>
  query.by.length === 1 &&
  query.metrics.length === 0 &&
  (DECILE_DIMENSIONS as readonly string[]).includes(query.by[0] as string);

/** Nothing to group by: no dimension, or only some of which no view has a value. */
export const isAllTheSame = ({ dictionaries }: TableView, { by }: GroupQuery) =>
  by.every((dimension) => isCoded(dimension) && (dictionaries[dimension]?.size ?? 1) === 1);

/** The total is its only group. */
class WholePanel {
  constructor(readonly query: GroupQuery) {}

  add(): void {}

  answer(all: SumUp): GroupAnswer {
    const { by, metrics, offset = 0, limit } = this.query;
    const total = all.sums(metrics);
    const groups = by.length > 0 && total.views === 0 ? [] : [{ keys: by.map(() => null), sums: total }];
    const end = limit === undefined ? undefined : offset + limit;
    const shown = by.length === 0 ? groups : groups.slice(offset, end);
    const answer: GroupAnswer = { kind: "groups", groups: shown, groupCount: groups.length, total };
    return this.query.rest ? { ...answer, rest: null } : answer;
  }
}
