import type { Metric, Sums } from "../query/query";
import type { Block } from "./block";
import { groupingOf } from "./group";
import type { GroupPanel } from "./group-panel";
import type { Terms } from "./scan";
import { GroupSums, NO_SUMS } from "./sums";
import type { TableView } from "./view";

/** Groups that are cheaper to add up than the rows are to scan again. */
const FEW_GROUPS = 2_048;
/** What is not the sum of its groups. */
const OWN: readonly Metric[] = ["viewers", "span"];

/** Says the sums of a whole selection. */
export interface SumUp {
  sums(metrics: readonly Metric[]): Sums;
}

const EVERYTHING = { from: null, until: null };

/** Sums of a whole selection, reckoned once for all queries on it; from a panel's groups where one has them. */
export class Total implements SumUp {
  readonly #grouping;
  readonly #own: GroupSums;
  readonly #donor: GroupPanel | undefined;

  constructor(view: TableView, metrics: readonly Metric[], terms: Terms, panels: readonly GroupPanel[]) {
    const sums = metrics.filter((metric) => !OWN.includes(metric));
    this.#donor = panels.find(
      ({ query, grouping }) =>
        grouping.fixed && grouping.size <= FEW_GROUPS && sums.every((metric) => query.metrics.includes(metric)),
    );
    const own = this.#donor ? metrics.filter((metric) => OWN.includes(metric)) : metrics;
    this.#grouping = groupingOf(view, [], EVERYTHING, terms.zone);
    this.#own = new GroupSums(view, own, this.#grouping, terms.completionThreshold);
  }

  add(block: Block): void {
    this.#own.add(block, this.#grouping.codes(block), 1);
  }

  sums(metrics: readonly Metric[]): Sums {
    const own = this.#own.at(0, metrics);
    if (this.#donor === undefined) return own;
    const { sums, grouping } = this.#donor;
    const all = { ...NO_SUMS, viewers: own.viewers, firstAt: own.firstAt, lastAt: own.lastAt };
    for (let group = 0; group < grouping.size; group++) addTo(all, sums.at(group, metrics));
    return all;
  }
}

function addTo(all: Sums, part: Sums): void {
  all.views += part.views;
  all.elapsedSum += part.elapsedSum;
  all.elapsedKnown += part.elapsedKnown;
  all.watchedSum += part.watchedSum;
  all.watchedKnown += part.watchedKnown;
  all.percentageSum += part.percentageSum;
  all.percentageKnown += part.percentageKnown;
  all.completed += part.completed;
  all.participationSum += part.participationSum;
  all.participationKnown += part.participationKnown;
  all.correctnessSum += part.correctnessSum;
  all.correctnessKnown += part.correctnessKnown;
  all.interactionSum += part.interactionSum;
  all.interactionKnown += part.interactionKnown;
}
