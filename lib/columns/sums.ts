import type { Range } from "../query/filters";
import type { DecileDimension, Metric, Sums } from "../query/query";
import { Best } from "./best";
import type { Block } from "./block";
import type { Codes } from "./column";
import { countViews, endOfRun } from "./counting";
import type { Grouping } from "./group";
import { grown, Histogram, histogramFits, type MeasureSums, Totals } from "./measures";
import { Medians } from "./medians";
import { addTo, NO_SUMS } from "./no-sums";
import { People } from "./people";
import { isPercentage, MEASURES, type Measure } from "./row";
import type { Crowd } from "./selected";
import { Spans } from "./spans";
import { Videos } from "./videos";
import type { TableView } from "./view";

const FIRST_GROUPS = 1_024;

interface Wanted {
  metrics: readonly Metric[];
  range: Range;
  crowd: Crowd;
  /** Several groups will be asked for together */
  united?: boolean;
}

/** Sums of groups, filled block by block; only the metrics asked for. */
export class GroupSums {
  #counts: Uint32Array;
  readonly #measures = new Map<Measure, MeasureSums>();
  readonly #histogram: Histogram | null;
  readonly #spans: Spans | null;
  readonly #people: People;
  readonly #medians: Medians | null = null;
  #middle: (number | null)[] | null = null;
  readonly #videos: Videos | null;
  readonly #best: Best | null;
  readonly #followsTime: boolean;

  constructor(
    readonly view: TableView,
    { metrics, range, crowd, united = false }: Wanted,
    grouping: Grouping,
    readonly threshold: number,
  ) {
    const { size: groups } = grouping;
    this.#followsTime = grouping.followsTime;
    this.#counts = new Uint32Array(groups);
    for (const measure of MEASURES)
      if (metrics.includes(measure) || (measure === "percentage" && metrics.includes("median")))
        this.#measures.set(measure, this.#measureSums(measure, grouping));
    this.#histogram = [...this.#measures.values()].find((sums) => sums instanceof Histogram) ?? null;
    this.#spans = metrics.includes("span") ? new Spans(groups) : null;
    this.#people = new People(view, grouping, { metrics, range, crowd, united });
    this.#videos = metrics.includes("videos") ? new Videos(view, grouping, crowd, united) : null;
    this.#best = metrics.includes("best") ? new Best(view, groups) : null;
    if (metrics.includes("median") && !this.histogramOf("percentage"))
      this.#medians = new Medians(view.measures.percentage.unknown);
  }

  #measureSums(measure: Measure, { size, fixed }: Grouping): MeasureSums {
    const { unknown } = this.view.measures[measure];
    if (isPercentage(measure) && fixed && histogramFits(size)) return new Histogram(size, unknown);
    return new Totals(size, unknown, measure === "percentage" ? this.threshold : null);
  }

  /** `groups`: how many there are by now; more than before where they are numbered as they come. */
  add(block: Block, codes: Codes, groups: number): void {
    if (groups > this.#counts.length) this.#grow(Math.max(FIRST_GROUPS, groups * 2));
    const { count } = block;
    const inRuns = groups === 1 || (this.#followsTime && block.isOrdered);
    if (inRuns) this.#addRuns(block, codes);
    else {
      if (this.#histogram === null) countViews(codes, count, this.#counts);
      for (const [measure, sums] of this.#measures) sums.add(codes, block.values(measure), count);
    }
    if (!(inRuns && block.isOrdered)) this.#spans?.add(block, codes);
    this.#medians?.add(codes, block.values("percentage"), count);
    this.#people.add(block, codes);
    this.#videos?.add(block, codes);
    this.#best?.add(block, codes);
  }

  /** Rows of one group after another. */
  #addRuns(block: Block, codes: Codes): void {
    const { count } = block;
    for (let start = 0, end = 0; start < count; start = end) {
      const group = codes[start] as number;
      end = endOfRun(codes, start, count);
      if (this.#histogram === null) this.#counts[group] = (this.#counts[group] as number) + end - start;
      for (const [measure, sums] of this.#measures) sums.addRun(group, block.values(measure).subarray(start, end));
      if (this.#spans && block.isOrdered) this.#spans.addRun(group, block.timeAt(start), block.timeAt(end - 1));
    }
  }

  /** Views by group; call when all blocks are in. */
  get views(): Uint32Array {
    const histogram = this.#histogram;
    return histogram ? this.#counts.map((_, group) => histogram.views(group)) : this.#counts;
  }

  /** Distinct viewers of a group; call when all blocks are in. */
  viewers(group: number): number {
    return this.#people.viewers(group, this.#counts.length);
  }

  /** Distinct known videos of a group; call when all blocks are in. */
  videos(group: number): number {
    return this.#videos?.videos(group, this.#counts.length) ?? 0;
  }

  newViewers(group: number): number {
    return this.#people.newViewers(group, this.#counts.length);
  }

  /** What is known of a measure that was asked for. */
  measure(measure: Measure): MeasureSums | undefined {
    return this.#measures.get(measure);
  }

  /** How often each value of a percentage occurs, by group; undefined where that is not counted. */
  histogramOf(name: DecileDimension): Histogram | undefined {
    const sums = this.#measures.get(name);
    return sums instanceof Histogram ? sums : undefined;
  }

  median(group: number): number | null {
    const histogram = this.histogramOf("percentage");
    if (histogram) return histogram.median(group);
    this.#middle ??= this.#medians?.finish(this.#counts.length) ?? [];
    return this.#middle[group] ?? null;
  }

  best(name: DecileDimension, group: number): number | null {
    return this.#best?.at(name, group) ?? null;
  }

  /** When a group's first or last view was. */
  instant(which: "first" | "last", group: number): number | null {
    return this.#spans?.at(which, group) ?? null;
  }

  /** Of several groups, those with a 1, as one: all but what has no meaning there. */
  together(groups: Uint8Array, metrics: readonly Metric[]): Sums {
    const all = { ...NO_SUMS };
    for (let group = 0; group < groups.length; group++)
      if (groups[group] === 1) addTo(all, this.#adding(group, metrics));
    const best = (name: DecileDimension) =>
      (metrics.includes("best") ? this.#best?.together(name, groups) : null) ?? null;
    return {
      ...all,
      viewers: metrics.includes("viewers") ? this.#people.union(groups) : 0,
      videos: metrics.includes("videos") ? (this.#videos?.union(groups) ?? 0) : 0,
      bestPercentage: best("percentage"),
      bestParticipation: best("participation"),
      bestCorrectness: best("correctness"),
    };
  }

  /** What is asked of a group; the rest is 0 or null. */
  at(group: number, metrics: readonly Metric[]): Sums {
    const asked = (metric: Metric) => metrics.includes(metric);
    const best = (name: DecileDimension) => (asked("best") ? this.best(name, group) : null);
    return {
      ...this.#adding(group, metrics),
      viewers: asked("viewers") ? this.viewers(group) : 0,
      newViewers: asked("newViewers") ? this.newViewers(group) : 0,
      percentageMedian: asked("median") ? this.median(group) : null,
      firstAt: asked("span") ? this.instant("first", group) : null,
      lastAt: asked("span") ? this.instant("last", group) : null,
      videos: asked("videos") ? this.videos(group) : 0,
      bestPercentage: best("percentage"),
      bestParticipation: best("participation"),
      bestCorrectness: best("correctness"),
    };
  }

  #adding(group: number, metrics: readonly Metric[]): Sums {
    const of = (measure: Measure) => (metrics.includes(measure) ? this.#measures.get(measure) : undefined);
    const sum = (measure: Measure) => of(measure)?.sum(group) ?? 0;
    const known = (measure: Measure) => of(measure)?.known(group) ?? 0;
    return {
      ...NO_SUMS,
      views: this.#histogram?.views(group) ?? this.#counts[group] ?? 0,
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
    };
  }

  #grow(groups: number): void {
    this.#counts = grown(this.#counts, groups);
    for (const sums of this.#measures.values()) if (sums instanceof Totals) sums.grow(groups);
    this.#spans?.grow(groups);
    this.#best?.grow(groups);
  }
}
