import type { Metric, Sums } from "../query/query";
import type { Block } from "./block";
import { GROUPS_ADDED_UP } from "./bounds";
import { groupingOf } from "./group";
import type { GroupPanel } from "./group-panel";
import { addTo, NO_SUMS } from "./no-sums";
import type { Terms } from "./scan";
import type { Scan } from "./select";
import type { Crowd } from "./selected";
import { GroupSums } from "./sums";
import type { TableView } from "./view";

/** What is not the sum of its groups. */
export const NOT_ADDED_UP: readonly Metric[] = ["viewers", "newViewers", "median", "span", "videos", "best"];

/** Says the sums of a whole selection. */
export interface SumUp {
  sums(metrics: readonly Metric[]): Sums;
}

/** Sums of a whole selection, reckoned once for all queries on it; from a panel's groups where one has them. */
export class Total implements SumUp {
  readonly #grouping;
  readonly #own: GroupSums;
  readonly #donor: GroupPanel | undefined;

  constructor(
    view: TableView,
    scan: Scan,
    crowd: Crowd,
    metrics: readonly Metric[],
    terms: Terms,
    panels: readonly GroupPanel[],
  ) {
    const sums = metrics.filter((metric) => !NOT_ADDED_UP.includes(metric));
    this.#donor = panels.find(
      ({ query, grouping }) =>
        grouping.fixed && grouping.size <= GROUPS_ADDED_UP && sums.every((metric) => query.metrics.includes(metric)),
    );
    const own = this.#donor ? metrics.filter((metric) => NOT_ADDED_UP.includes(metric)) : metrics;
    this.#grouping = groupingOf(view, { by: [] }, scan, terms.zone);
    this.#own = new GroupSums(view, { metrics: own, range: scan, crowd }, this.#grouping, terms.completionThreshold);
  }

  add(block: Block): void {
    this.#own.add(block, this.#grouping.codes(block), 1);
  }

  sums(metrics: readonly Metric[]): Sums {
    const own = this.#own.at(0, metrics);
    if (this.#donor === undefined) return own;
    const { sums, grouping } = this.#donor;
    const all = { ...NO_SUMS, ...pick(own) };
    for (let group = 0; group < grouping.size; group++) addTo(all, sums.at(group, metrics));
    return all;
  }
}

const pick = ({ viewers, newViewers, percentageMedian, firstAt, lastAt, videos, ...others }: Sums) => ({
  ...{ viewers, newViewers, percentageMedian, firstAt, lastAt, videos },
  bestPercentage: others.bestPercentage,
  bestParticipation: others.bestParticipation,
  bestCorrectness: others.bestCorrectness,
});
