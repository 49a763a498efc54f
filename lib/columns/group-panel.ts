import type { GroupAnswer, GroupQuery, Sums } from "../query/query";
import type { Block } from "./block";
import { type Grouping, groupingOf } from "./group";
import { type Level, pageOf } from "./page";
import { comparison, levelsOf, nameOf, type Rank, rankBySums } from "./ranking";
import type { Terms } from "./scan";
import type { Crowd } from "./selected";
import { GroupSums } from "./sums";
import type { SumUp } from "./total";
import type { TableView } from "./view";

/** One query with dimensions. */
export class GroupPanel {
  readonly grouping: Grouping;
  readonly sums: GroupSums;

  constructor(
    readonly view: TableView,
    readonly query: GroupQuery,
    crowd: Crowd,
    terms: Terms,
    /** Counts the same groups, and of each at least what is asked here */
    readonly donor?: GroupPanel,
  ) {
    this.grouping = donor?.grouping ?? groupingOf(view, query, query, terms.zone);
    const wanted = { metrics: query.metrics, range: query, crowd, united: query.rest };
    this.sums = donor?.sums ?? new GroupSums(view, wanted, this.grouping, terms.completionThreshold);
  }

  add(block: Block): void {
    if (this.donor) return;
    const codes = this.grouping.codes(block);
    this.sums.add(block, codes, this.grouping.size);
  }

  answer(total: SumUp): GroupAnswer {
    const { metrics } = this.query;
    return cut(this.query, total, {
      views: this.sums.views,
      ...this.#order(),
      keys: (group) => this.grouping.keys(group),
      sums: (group) => this.sums.at(group, metrics),
      together: (groups) => this.sums.together(groups, metrics),
    });
  }

  #order(): Pick<Found, "rank" | "levels"> {
    const rank = this.#rank();
    return { rank, levels: levelsOf(this.view, this.query, rank, this.grouping) };
  }

  #rank(): Rank {
    const { order, by } = this.query;
    if (order === undefined || order.by === "key") return () => null;
    if (order.by !== "name") return rankBySums(order.by, this.sums);
    const { code, keys } = this.grouping;
    if (by[0] === "viewer") return (group) => this.view.identities.nameOf?.(code?.(group) ?? 0) ?? null;
    return (group) => nameOf(this.view, by[0], keys(group)[0] ?? null);
  }
}

interface Found {
  /** By group; those without views are none */
  views: Uint32Array;
  rank: Rank;
  /** The same order as numbers, as far as these tell */
  levels: readonly Level[];
  keys(group: number): (string | null)[];
  sums(group: number): Sums;
  /** Of the groups with a 1, as one */
  together(groups: Uint8Array): Sums;
}

/** Orders the groups there are and takes those asked for. */
export function cut(
  query: GroupQuery,
  total: SumUp,
  { views, rank, levels, keys, sums, together }: Found,
): GroupAnswer {
  const { offset = 0, limit, metrics } = query;
  const present = groupsWith(views);
  const compare = comparison(query, rank, keys);
  const page = pageOf(present, [offset, limit === undefined ? present.length : offset + limit], levels, compare);
  const answer: GroupAnswer = {
    kind: "groups",
    groups: page.map((group) => ({ keys: keys(group), sums: sums(group) })),
    groupCount: present.length,
    total: total.sums(metrics),
  };
  if (query.rest) {
    const before = offset === 0 ? [] : pageOf(present, [0, offset], levels, compare);
    const shown = before.length + page.length;
    answer.rest = present.length > shown ? together(without(present, [...before, ...page], views.length)) : null;
  }
  return answer;
}

function groupsWith(views: Uint32Array): Uint32Array {
  const present = new Uint32Array(views.length);
  let count = 0;
  for (let group = 0; group < views.length; group++) if ((views[group] as number) > 0) present[count++] = group;
  return present.subarray(0, count);
}

/** 1 for each group that is present and not among the first. */
function without(present: Uint32Array, first: readonly number[], groups: number): Uint8Array {
  const rest = new Uint8Array(groups);
  for (const group of present) rest[group] = 1;
  for (const group of first) rest[group] = 0;
  return rest;
}
