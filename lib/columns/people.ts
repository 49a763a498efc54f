import type { Range } from "../query/filters";
import type { Metric } from "../query/query";
import type { Block } from "./block";
import { BLOCK_ROWS } from "./bounds";
import type { Codes } from "./column";
import { Counted, type DistinctCounter, distinctCounter, FirstViews } from "./distinct";
import type { Grouping } from "./group";
import type { Crowd } from "./selected";
import type { TableView } from "./view";

/** Distinct viewers, and new ones among them, of every group. */
export class People {
  readonly #all: DistinctCounter | null;
  readonly #new: DistinctCounter | null;
  readonly #newcomers: Newcomers;
  /** Which of the counters count first views, and not people */
  readonly #byFirsts: { all: boolean; new: boolean };
  #distinct: { all: Uint32Array | null; new: Uint32Array | null } | null = null;

  /** `united`: distinct viewers of several groups together will be asked for. */
  constructor(
    view: TableView,
    grouping: Grouping,
    { metrics, range, crowd, united }: { metrics: readonly Metric[]; range: Range; crowd: Crowd; united: boolean },
  ) {
    const { firstBits = {}, size } = grouping;
    const bitOf = (which: "all" | "new") => (crowd.toldByFirsts[which] && !united ? firstBits[which] : undefined);
    const counter = (bit: number | undefined) =>
      bit === undefined ? distinctCounter(crowd.people, grouping, crowd, united) : new FirstViews(size, bit);
    const isWhole = size === 1 && grouping.fixed && !united;
    if (!metrics.includes("viewers")) this.#all = null;
    else if (isWhole && crowd.peopleCount !== null) this.#all = new Counted(crowd.peopleCount);
    else this.#all = counter(bitOf("all"));
    this.#new = metrics.includes("newViewers") ? counter(bitOf("new")) : null;
    this.#byFirsts = { all: this.#all instanceof FirstViews, new: this.#new instanceof FirstViews };
    this.#newcomers = new Newcomers(view.firstSeen.data, grouping, range);
  }

  add(block: Block, codes: Codes): void {
    const { count } = block;
    this.#all?.add(codes, this.#byFirsts.all ? block.firsts() : block.people(), count);
    if (this.#new === null) return;
    if (this.#byFirsts.new) this.#new.add(codes, block.firsts(), count);
    else this.#addNew(this.#new, block, codes);
  }

  #addNew(counter: DistinctCounter, block: Block, codes: Codes): void {
    const count = this.#newcomers.keep(codes, block);
    counter.add(this.#newcomers.codes, this.#newcomers.people, count);
  }

  viewers(group: number, groups: number): number {
    return this.#finished(groups).all?.[group] ?? 0;
  }

  newViewers(group: number, groups: number): number {
    return this.#finished(groups).new?.[group] ?? 0;
  }

  /** Distinct viewers of several groups together: those with a 1. */
  union(groups: Uint8Array): number {
    return this.#all?.union(groups) ?? 0;
  }

  #finished(groups: number) {
    this.#distinct ??= { all: this.#all?.finish(groups) ?? null, new: this.#new?.finish(groups) ?? null };
    return this.#distinct;
  }
}

/** Keeps the rows whose viewer's first view ever lies in the time of the row's group. */
class Newcomers {
  readonly codes = new Uint32Array(BLOCK_ROWS);
  readonly people = new Uint32Array(BLOCK_ROWS);
  readonly #from: number;
  readonly #until: number;

  constructor(
    readonly firstSeen: Float64Array,
    readonly grouping: Grouping,
    { from, until }: Range,
  ) {
    this.#from = from ?? Number.NEGATIVE_INFINITY;
    this.#until = until ?? Number.POSITIVE_INFINITY;
  }

  keep(codes: Codes, block: Block): number {
    const { bucket } = this.grouping;
    const { count } = block;
    const [viewers, people] = [block.codes("viewer"), block.people()];
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const viewer = viewers[i] as number;
      const code = codes[i] as number;
      const first = this.firstSeen[viewer] as number;
      if (first < this.#from || first >= this.#until) continue;
      if (bucket) {
        const { from, until } = bucket(code);
        if (first < from || first >= until) continue;
      }
      this.codes[kept] = code;
      this.people[kept++] = people[i] as number;
    }
    return kept;
  }
}
