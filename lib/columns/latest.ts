import type { GroupAnswer, GroupQuery } from "../query/query";
import type { Block } from "./block";
import { BLOCK_ROWS } from "./bounds";
import { Counted, type DistinctCounter, FirstViews } from "./distinct";
import { FIRST_OF_ALL } from "./firsts";
import { groupingOf } from "./group";
import { rowAt, type Stretch } from "./newest";
import { NO_SUMS } from "./no-sums";
import { pageOf } from "./page";
import { comparison, levelsOf } from "./ranking";
import type { Terms } from "./scan";
import type { Crowd } from "./selected";
import type { SumUp } from "./total";
import type { TableView } from "./view";

const ONE_GROUP = new Uint8Array(BLOCK_ROWS);

/** Whether a query wants people by their last views, the latest first, and how many there are is told without counting them. */
export function isLatest({ by, order, limit, rest }: GroupQuery, { peopleCount, toldByFirsts }: Crowd): boolean {
  const isAsked = by.length === 1 && by[0] === "viewer" && order?.by === "last" && order.descending;
  return isAsked === true && limit !== undefined && !rest && (peopleCount !== null || toldByFirsts.all);
}

/** People by their last views: looks back from the newest view only until the page is full. Tells who, and no sums. */
export class Latest {
  readonly #ordered: Stretch[] = [];
  readonly #late: number[] = [];
  readonly #people: DistinctCounter;

  constructor(
    readonly view: TableView,
    readonly query: GroupQuery,
    { peopleCount }: Crowd,
    readonly terms: Terms,
  ) {
    this.#people = peopleCount === null ? new FirstViews(1, FIRST_OF_ALL) : new Counted(peopleCount);
  }

  add(block: Block): void {
    const { from, count, rows } = block;
    if (block.isOrdered) this.#ordered.push({ from, count, rows });
    else for (let i = 0; i < count; i++) this.#late.push(rowAt(block, i));
    if (this.#people instanceof FirstViews) this.#people.add(ONE_GROUP, block.firsts(), count);
  }

  answer(total: SumUp): GroupAnswer {
    const { view, query } = this;
    const { offset = 0, limit = 0, metrics } = query;
    const { viewers, lasts } = this.#latest(offset + limit);
    // Those before all that are equal to the page's first stand before it however they are ordered.
    let from = Math.min(offset, viewers.length);
    while (from > 0 && lasts[from - 1] === lasts[from]) from--;
    const known = new Map(viewers.slice(from).map((viewer, i) => [viewer, lasts[from + i] as number]));
    // By the codes that the columns have, whatever a filter leaves of them.
    const grouping = groupingOf(view, { by: query.by }, query, this.terms.zone);
    const rank = (viewer: number) => known.get(viewer) ?? null;
    const compare = comparison(query, rank, grouping.keys);
    const levels = levelsOf(view, query, rank, grouping);
    const place = [offset - from, offset - from + limit] as const;
    const page = pageOf(Uint32Array.from(known.keys()), place, levels, compare);
    return {
      kind: "groups",
      groups: page.map((viewer) => ({ keys: grouping.keys(viewer), sums: NO_SUMS })),
      groupCount: this.#people.finish(1)[0] ?? 0,
      total: total.sums(metrics),
    };
  }

  /** At least the `most` people who were seen last, the latest first, and all seen at the same time as the last of them. */
  #latest(most: number): { viewers: number[]; lasts: number[] } {
    const times = this.view.occurredAt.data;
    const codes = this.view.codes.viewer.data;
    const seen = new Uint8Array(this.view.dictionaries.viewer.size);
    const late = this.#late.sort((a, b) => (times[a] as number) - (times[b] as number));
    const viewers: number[] = [];
    const lasts: number[] = [];
    const see = (row: number) => {
      const viewer = codes[row] as number;
      if (seen[viewer] === 1) return;
      seen[viewer] = 1;
      viewers.push(viewer);
      lasts.push(times[row] as number);
    };
    const isFull = (time: number) => viewers.length >= most && time !== lasts.at(-1);
    const seeLate = (until: number) => {
      for (let row = late.at(-1); row !== undefined && (times[row] as number) >= until; row = late.at(-1)) {
        if (isFull(times[row] as number)) return;
        see(row);
        late.pop();
      }
    };
    back: for (const stretch of this.#ordered.toReversed())
      for (let i = stretch.count - 1; i >= 0; i--) {
        const row = rowAt(stretch, i);
        if (late.length > 0) seeLate(times[row] as number);
        if (isFull(times[row] as number)) break back;
        see(row);
      }
    seeLate(Number.NEGATIVE_INFINITY);
    return { viewers, lasts };
  }
}
