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
  ) {
    this.#dimension = query.by[0];
    this.#unknown = view.measures[this.#dimension].unknown;
    this.#counts = new Uint32Array(this.#unknown + 1);
    this.#donor = groups.find((sums) => sums.histogramOf(this.#dimension));
  }

  add(block: Block): void {
    if (!this.#donor) countViews(block.values(this.#dimension), block.count, this.#counts);
  }

  /** By value; when all blocks are in. */
  #counted(): Uint32Array {
    const histogram = this.#donor?.histogramOf(this.#dimension);
    if (!histogram) return this.#counts;
    return this.#counts.map((_, value) => {
      let views = 0;
      for (let group = 0; group < histogram.groups; group++) views += histogram.count(group, value);
      return views;
    });
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
