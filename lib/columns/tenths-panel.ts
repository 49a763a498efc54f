import { type DecileDimension, type GroupAnswer, type GroupQuery, isDecile } from "../query/query";
import type { Block } from "./block";
import { countViews } from "./counting";
import { tenthOf } from "./group";
import { cut } from "./group-panel";
import { NO_SUMS } from "./no-sums";
import type { GroupSums } from "./sums";
import type { SumUp } from "./total";
import type { TableView } from "./view";

const UNKNOWN = 10;
/** What a histogram has to be read of each group: where rows are fewer, they are counted as fast. */
const PLACES_A_GROUP = 256;

export type TenthsQuery = GroupQuery & { by: [DecileDimension] };

export const isTenths = (query: GroupQuery): query is TenthsQuery =>
  query.by.length === 1 && query.metrics.length === 0 && isDecile(query.by[0] as string);

/**
 * Views by tenth of a percentage, and nothing else of them: its values are counted as they are, unless groups of the same
 * views count them anyway.
 */
export class TenthsPanel {
  readonly #dimension: DecileDimension;
  readonly #unknown: number;
  readonly #counts: Uint32Array;
  readonly #donor: GroupSums | undefined;

  constructor(
    view: TableView,
    readonly query: TenthsQuery,
    groups: readonly GroupSums[],
    rows: number,
  ) {
    this.#dimension = query.by[0];
    this.#unknown = view.measures[this.#dimension].unknown;
    this.#counts = new Uint32Array(this.#unknown + 1);
    const sizeOf = (sums: GroupSums) => sums.histogramOf(this.#dimension)?.groups ?? Number.POSITIVE_INFINITY;
    this.#donor = groups
      .filter((sums) => sizeOf(sums) * PLACES_A_GROUP < rows)
      .reduce<GroupSums | undefined>((best, one) => (best && sizeOf(best) <= sizeOf(one) ? best : one), undefined);
  }

  add(block: Block): void {
    if (!this.#donor) countViews(block.values(this.#dimension), block.count, this.#counts);
  }

  /** By value; when all blocks are in. */
  #counted(): Uint32Array {
    const histogram = this.#donor?.histogramOf(this.#dimension);
    if (!histogram) return this.#counts;
    const all = new Uint32Array(this.#counts.length);
    for (let group = 0; group < histogram.groups; group++)
      for (let value = 0; value < all.length; value++)
        all[value] = (all[value] as number) + histogram.count(group, value);
    return all;
  }

  answer(total: SumUp): GroupAnswer {
    const views = new Uint32Array(UNKNOWN + 1);
    for (const [value, count] of this.#counted().entries()) {
      const tenth = value === this.#unknown ? UNKNOWN : tenthOf(value);
      views[tenth] = (views[tenth] as number) + count;
    }
    // Ranked by views, or by what stands for a tenth: anything else would have to be summed.
    const keyOf = (tenth: number) => (tenth === UNKNOWN ? null : String(tenth));
    return cut(this.query, total, {
      views,
      rank: (tenth) => (this.query.order?.by === "views" ? (views[tenth] as number) : keyOf(tenth)),
      levels: [],
      keys: (tenth) => [keyOf(tenth)],
      sums: (tenth) => ({ ...NO_SUMS, views: views[tenth] as number }),
      together: (tenths) => ({
        ...NO_SUMS,
        views: views.reduce((sum, count, i) => sum + count * (tenths[i] as number), 0),
      }),
    });
  }
}
