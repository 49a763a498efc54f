import type { Metric, Sums } from "../query/query";
import type { Block } from "./block";
import type { Codes, Values } from "./column";
import type { Grouping } from "./group";
import { grown, Histogram, histogramFits, type MeasureSums, Totals } from "./measures";
import { MEASURES, type Measure, PERCENTAGES } from "./row";
import type { TableView } from "./view";
import { type ViewerCounter, viewerCounter } from "./viewers";

const FIRST_GROUPS = 1_024;

/** Of no view. */
export const NO_SUMS: Sums = {
  views: 0,
  viewers: 0,
  elapsedSum: 0,
  elapsedKnown: 0,
  watchedSum: 0,
  watchedKnown: 0,
  percentageSum: 0,
  percentageKnown: 0,
  completed: 0,
  participationSum: 0,
  participationKnown: 0,
  correctnessSum: 0,
  correctnessKnown: 0,
  interactionSum: 0,
  interactionKnown: 0,
  firstAt: null,
  lastAt: null,
};

const EARLIEST = Number.POSITIVE_INFINITY;
const LATEST = Number.NEGATIVE_INFINITY;

/** Sums of groups, filled block by block; only the metrics asked for. */
export class GroupSums {
  #counts: Uint32Array;
  readonly #measures = new Map<Measure, MeasureSums>();
  readonly #histogram: Histogram | null;
  #first: Float64Array | null = null;
  #last: Float64Array | null = null;
  readonly #counter: ViewerCounter | null = null;
  #distinct: Uint32Array | null = null;

  constructor(
    readonly view: TableView,
    metrics: readonly Metric[],
    grouping: Grouping,
    readonly threshold: number,
  ) {
    const { size: groups, fixed } = grouping;
    const ordered = grouping.followsTime && view.sorted === view.rows;
    this.#counts = new Uint32Array(groups);
    for (const measure of MEASURES)
      if (metrics.includes(measure)) this.#measures.set(measure, this.#measureSums(measure, grouping));
    this.#histogram = [...this.#measures.values()].find((sums) => sums instanceof Histogram) ?? null;
    if (metrics.includes("span")) {
      this.#first = new Float64Array(groups).fill(EARLIEST);
      this.#last = new Float64Array(groups).fill(LATEST);
    }
    if (metrics.includes("viewers")) {
      const viewers = view.dictionaries.viewer.size;
      this.#counter = viewerCounter({ groups, fixed, ordered, rows: view.rows, viewers });
    }
  }

  #measureSums(measure: Measure, { size, fixed }: Grouping): MeasureSums {
    const { unknown } = this.view.measures[measure];
    const isByte = (PERCENTAGES as readonly string[]).includes(measure);
    if (isByte && fixed && histogramFits(size)) return new Histogram(size, unknown);
    return new Totals(size, unknown, measure === "percentage" ? this.threshold : null);
  }

  /** `groups`: how many there are by now; more than before where they are numbered as they come. */
  add(block: Block, codes: Codes, groups: number): void {
    if (groups > this.#counts.length) this.#grow(Math.max(FIRST_GROUPS, groups * 2));
    const { count } = block;
    if (this.#histogram === null) {
      if (groups === 1) this.#counts[0] = (this.#counts[0] as number) + count;
      else countViews(codes, count, this.#counts);
    }
    for (const [measure, sums] of this.#measures) sums.add(codes, block.values(measure), count);
    if (this.#first && this.#last) {
      const times = block.times();
      if (groups === 1 && block.isOrdered)
        widenOne(times[0] as number, times[count - 1] as number, this.#first, this.#last);
      else widen(codes, times, count, this.#first, this.#last);
    }
    this.#counter?.add(codes, block.codes("viewer"), count);
  }

  /** Views by group; call when all blocks are in. */
  get views(): Uint32Array {
    const histogram = this.#histogram;
    return histogram ? this.#counts.map((_, group) => histogram.views(group)) : this.#counts;
  }

  /** Distinct viewers by group; call when all blocks are in. */
  get viewers(): Uint32Array | null {
    this.#distinct ??= this.#counter?.finish(this.#counts.length) ?? null;
    return this.#distinct;
  }

  /** What is asked of a group; the rest is 0 or null. */
  at(group: number, metrics: readonly Metric[]): Sums {
    const of = (measure: Measure) => (metrics.includes(measure) ? this.#measures.get(measure) : undefined);
    const sum = (measure: Measure) => of(measure)?.sum(group) ?? 0;
    const known = (measure: Measure) => of(measure)?.known(group) ?? 0;
    const instant = (bounds: Float64Array | null) => {
      const value = metrics.includes("span") ? bounds?.[group] : undefined;
      return value !== undefined && Number.isFinite(value) ? value : null;
    };
    return {
      views: this.#histogram?.views(group) ?? this.#counts[group] ?? 0,
      viewers: metrics.includes("viewers") ? (this.viewers?.[group] ?? 0) : 0,
      elapsedSum: sum("elapsed"),
      elapsedKnown: known("elapsed"),
      watchedSum: sum("watched"),
      watchedKnown: known("watched"),
      percentageSum: sum("percentage"),
      percentageKnown: known("percentage"),
      completed: of("percentage")?.countFrom(group, this.threshold) ?? 0,
      participationSum: sum("participation"),
      participationKnown: known("participation"),
      correctnessSum: sum("correctness"),
      correctnessKnown: known("correctness"),
      interactionSum: sum("interactions"),
      interactionKnown: known("interactions"),
      firstAt: instant(this.#first),
      lastAt: instant(this.#last),
    };
  }

  #grow(groups: number): void {
    this.#counts = grown(this.#counts, groups);
    for (const sums of this.#measures.values()) if (sums instanceof Totals) sums.grow(groups);
    this.#first &&= grown(this.#first, groups, EARLIEST);
    this.#last &&= grown(this.#last, groups, LATEST);
  }
}

/** Adds one to the count of each code. */
export function countViews(codes: Codes | Values, count: number, views: Uint32Array): void {
  for (let i = 0; i < count; i++) {
    const group = codes[i] as number;
    views[group] = (views[group] as number) + 1;
  }
}

function widenOne(earliest: number, latest: number, first: Float64Array, last: Float64Array): void {
  first[0] = Math.min(first[0] as number, earliest);
  last[0] = Math.max(last[0] as number, latest);
}

function widen(codes: Codes, times: Float64Array, count: number, first: Float64Array, last: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const at = times[i] as number;
    const group = codes[i] as number;
    if (at < (first[group] as number)) first[group] = at;
    if (at > (last[group] as number)) last[group] = at;
  }
}
