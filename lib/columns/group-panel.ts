import type { GroupAnswer, GroupQuery, Sums } from "../query/query";
import type { Block } from "./block";
import { compareKeys, firstOf } from "./first";
import { type Grouping, groupingOf } from "./group";
import type { Terms } from "./scan";
import { GroupSums } from "./sums";
import type { SumUp } from "./total";
import type { TableView } from "./view";

/** One query with dimensions. */
export class GroupPanel {
  readonly grouping: Grouping;
  readonly sums: GroupSums;

  constructor(
    view: TableView,
    readonly query: GroupQuery,
    terms: Terms,
  ) {
    this.grouping = groupingOf(view, query.by, query, terms.zone);
    this.sums = new GroupSums(view, query.metrics, this.grouping, terms.completionThreshold);
  }

  add(block: Block): void {
    const codes = this.grouping.codes(block);
    this.sums.add(block, codes, this.grouping.size);
  }

  answer(total: SumUp): GroupAnswer {
    const { order, metrics } = this.query;
    const { views, viewers } = this.sums;
    const ranks = order?.by === "viewers" ? viewers : views;
    return cut(this.query, total, {
      views,
      rank: (group) => ranks?.[group] ?? 0,
      keys: (group) => this.grouping.keys(group),
      sums: (group) => this.sums.at(group, metrics),
    });
  }
}

interface Found {
  /** By group; those without views are none */
  views: Uint32Array;
  rank(group: number): number;
  keys(group: number): (string | null)[];
  sums(group: number): Sums;
}

/** Orders the groups there are and takes those asked for. */
export function cut(query: GroupQuery, total: SumUp, { views, rank, keys, sums }: Found): GroupAnswer {
  const { order, offset = 0, limit, metrics } = query;
  const present: number[] = [];
  for (let group = 0; group < views.length; group++) if ((views[group] as number) > 0) present.push(group);
  const sign = order === undefined ? 0 : order.descending ? -1 : 1;
  const shown = firstOf(
    present,
    limit === undefined ? present.length : offset + limit,
    (a, b) => sign * (rank(a) - rank(b)) || compareAll(keys(a), keys(b)),
  ).slice(offset);
  return {
    kind: "groups",
    groups: shown.map((group) => ({ keys: keys(group), sums: sums(group) })),
    groupCount: present.length,
    total: total.sums(metrics),
  };
}

const compareAll = (keys: (string | null)[], others: (string | null)[]) =>
  keys.reduce((difference, key, i) => difference || compareKeys(key, others[i] ?? null), 0);
