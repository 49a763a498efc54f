import type { DecileDimension, GroupAnswer, GroupQuery } from "../query/query";
import type { Block } from "./block";
import { countViews } from "./counting";
import { tenthOf } from "./group";
import { cut } from "./group-panel";
import { NO_SUMS } from "./no-sums";
import type { SumUp } from "./total";
import type { TableView } from "./view";

/** Views by tenth of a percentage, and nothing else of them: its values are counted as they are. */
export class TenthsPanel {
  readonly #dimension: DecileDimension;
  readonly #unknown: number;
  readonly #counts: Uint32Array;

  constructor(
    view: TableView,
    readonly query: GroupQuery & { by: [DecileDimension] },
  ) {
    this.#dimension = query.by[0];
    this.#unknown = view.measures[this.#dimension].unknown;
    this.#counts = new Uint32Array(this.#unknown + 1);
  }

  add(block: Block): void {
    countViews(block.values(this.#dimension), block.count, this.#counts);
  }

  answer(total: SumUp): GroupAnswer {
    const views = new Uint32Array(11);
    for (const [value, count] of this.#counts.entries()) {
      const tenth = value === this.#unknown ? 10 : tenthOf(value);
      views[tenth] = (views[tenth] as number) + count;
    }
    // Ranked by views, or by what stands for a tenth: anything else would have to be summed.
    const keyOf = (tenth: number) => (tenth === 10 ? null : String(tenth));
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
