import {
  DECILE_DIMENSIONS,
  type DecileDimension,
  type Dimension,
  type Filter,
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
 * Scans a selection for some of its queries; their totals are left at 0, for another thread to fill in. Of a query whose only
 * group is the total, the group is reckoned.
 */
export function scanWithoutTotal(
  view: TableView,
  scan: Scan,
  terms: Terms,
  queries: readonly GroupQuery[],
): GroupAnswer[] {
  const crowd = crowdOf(view, scan);
  const panels = queries.map((query) =>
    isAllTheSame(view, query) ? new GroupPanel(view, query, crowd, terms) : panelOf(view, crowd, query, terms),
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

/** Nothing to group by: no dimension, or only some of which no view has a value, or a filter leaves one. */
export const isAllTheSame = ({ dictionaries }: TableView, { by, filters }: GroupQuery) =>
  by.every(
    (dimension) =>
      isCoded(dimension) && ((dictionaries[dimension]?.size ?? 1) === 1 || onlyValue(filters, dimension) !== undefined),
  );

/** The only value of a dimension that filters leave. */
const onlyValue = (filters: readonly Filter[], dimension: Dimension): string | null | undefined =>
  filters.find((filter) => filter.dimension === dimension && filter.include.length === 1)?.include[0];

/** The total is its only group. */
class WholePanel {
  constructor(readonly query: GroupQuery) {}

  add(): void {}

  answer(all: SumUp): GroupAnswer {
    const { by, filters, metrics, offset = 0, limit } = this.query;
    const total = all.sums(metrics);
    const keys = by.map((dimension) => onlyValue(filters, dimension) ?? null);
    const groups = by.length > 0 && total.views === 0 ? [] : [{ keys, sums: total }];
    const end = limit === undefined ? undefined : offset + limit;
    const shown = by.length === 0 ? groups : groups.slice(offset, end);
    const answer: GroupAnswer = { kind: "groups", groups: shown, groupCount: groups.length, total };
    return this.query.rest ? { ...answer, rest: null } : answer;
  }
}
