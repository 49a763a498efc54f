import type { GroupAnswer, GroupQuery, Metric } from "../query/query";
import { alike, tells } from "./alike";
import type { Block } from "./block";
import { GroupPanel } from "./group-panel";
import { isLatest, Latest } from "./latest";
import { NO_MEANING_TOGETHER, NO_SUMS } from "./no-sums";
import { isAllTheSame, onlyValue } from "./same";
import { blocksOf, type Scan } from "./select";
import { type Crowd, crowdOf } from "./selected";
import { isTenths, TenthsPanel } from "./tenths-panel";
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
  const panels = panelsOf(view, crowd, terms, queries, (query) => {
    if (isAllTheSame(view, query)) return new WholePanel(query);
    return isRanking(query) && isLatest(query, crowd) ? new Latest(view, query, crowd, terms) : null;
  });
  const groups = panels.filter((panel) => panel instanceof GroupPanel);
  const total = new Total(view, scan, crowd, metrics, terms, groups);
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
  const panels = panelsOf(view, crowdOf(view, scan), terms, queries, () => null);
  scanFor(view, scan, panels);
  return panels.map((panel) => panel.answer({ sums: () => NO_SUMS }));
}

/** One for each query; `special`: what else than groups stands for one. */
function panelsOf(
  view: TableView,
  crowd: Crowd,
  terms: Terms,
  queries: readonly GroupQuery[],
  special: (query: GroupQuery) => Panel | null,
): Panel[] {
  const found = new Map<GroupQuery, Panel>();
  for (const same of alike(queries.filter((query) => !isTenths(query)))) {
    const counting: GroupPanel[] = [];
    for (const query of same) {
      const donor = counting.find((panel) => tells(panel.query, query));
      const panel = special(query) ?? new GroupPanel(view, query, crowd, terms, donor);
      if (panel instanceof GroupPanel) counting.push(panel);
      found.set(query, panel);
    }
  }
  const sums = [...found.values()].flatMap((panel) => (panel instanceof GroupPanel ? [panel.sums] : []));
  for (const query of queries.filter(isTenths)) found.set(query, new TenthsPanel(view, query, sums, crowd.rows));
  return queries.map((query) => found.get(query) as Panel);
}

function scanFor(view: TableView, scan: Scan, takers: readonly Taker[]): void {
  for (const block of blocksOf(view, scan)) for (const taker of takers) taker.add(block);
}

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
    const isLeftOut = offset + shown.length < groups.length;
    return this.query.rest ? { ...answer, rest: isLeftOut ? { ...total, ...NO_MEANING_TOGETHER } : null } : answer;
  }
}
