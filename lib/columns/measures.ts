import { GROUPS_IN_HISTOGRAM } from "./bounds";
import type { Codes, Values } from "./column";
import { medianOf } from "./medians";

/** What is known of one measure in every group. */
export interface MeasureSums {
  add(codes: Codes, values: Values, count: number): void;
  /** Values that are all of one group: what is added up stands in the processor's registers meanwhile. */
  addRun(group: number, values: Values): void;
  /** Views that tell */
  known(group: number): number;
  sum(group: number): number;
  /** Known values that are at least this */
  countFrom(group: number, least: number): number;
}

const VALUES = 256;

export function histogramFits(groups: number): boolean {
  return groups <= GROUPS_IN_HISTOGRAM;
}

/**
 * How often each value of a byte occurs in each group: one pass for what would take three. Rows are counted in two
 * tables by turns, for counting on in a number just written makes the processor wait.
 */
export class Histogram implements MeasureSums {
  readonly #counts: Uint32Array;
  readonly #others: Uint32Array;

  constructor(
    readonly groups: number,
    readonly unknown: number,
  ) {
    this.#counts = new Uint32Array(groups * VALUES);
    this.#others = new Uint32Array(groups * VALUES);
  }

  add(codes: Codes, values: Values, count: number): void {
    const [counts, others, fours] = [this.#counts, this.#others, count & ~3];
    let at = 0;
    for (let i = 0; i < fours; i += 4) {
      at = ((codes[i] as number) << 8) | (values[i] as number);
      counts[at] = (counts[at] as number) + 1;
      at = ((codes[i + 1] as number) << 8) | (values[i + 1] as number);
      others[at] = (others[at] as number) + 1;
      at = ((codes[i + 2] as number) << 8) | (values[i + 2] as number);
      counts[at] = (counts[at] as number) + 1;
      at = ((codes[i + 3] as number) << 8) | (values[i + 3] as number);
      others[at] = (others[at] as number) + 1;
    }
    for (let i = fours; i < count; i++) {
      at = ((codes[i] as number) << 8) | (values[i] as number);
      counts[at] = (counts[at] as number) + 1;
    }
  }

  addRun(group: number, values: Values): void {
    const [counts, others, first] = [this.#counts, this.#others, group * VALUES];
    const fours = values.length & ~3;
    let at = 0;
    for (let i = 0; i < fours; i += 4) {
      at = first + (values[i] as number);
      counts[at] = (counts[at] as number) + 1;
      at = first + (values[i + 1] as number);
      others[at] = (others[at] as number) + 1;
      at = first + (values[i + 2] as number);
      counts[at] = (counts[at] as number) + 1;
      at = first + (values[i + 3] as number);
      others[at] = (others[at] as number) + 1;
    }
    for (let i = fours; i < values.length; i++) {
      at = first + (values[i] as number);
      counts[at] = (counts[at] as number) + 1;
    }
  }

  /** Views of a group, whether they tell or not */
  views(group: number): number {
    return this.known(group) + this.count(group, this.unknown);
  }

  known(group: number): number {
    return this.countFrom(group, 0);
  }

  sum(group: number): number {
    let sum = 0;
    for (let value = 0; value < this.unknown; value++) sum += value * this.count(group, value);
    return sum;
  }

  countFrom(group: number, least: number): number {
    let count = 0;
    for (let value = Math.max(0, Math.ceil(least)); value < this.unknown; value++) count += this.count(group, value);
    return count;
  }

  median(group: number): number | null {
    return medianOf((value) => (value === this.unknown ? 0 : this.count(group, value)), this.known(group));
  }

  /** How often a group has a value, or what stands for an unknown one. */
  count(group: number, value: number): number {
    const at = group * VALUES + value;
    return (this.#counts[at] as number) + (this.#others[at] as number);
  }
}

/** Plain sums, for any measure and number of groups, which may grow. */
export class Totals implements MeasureSums {
  #sum: Float64Array;
  #known: Uint32Array;
  #high: Uint32Array;

  /** `threshold`: the only one that `countFrom` can be asked for. */
  constructor(
    groups: number,
    readonly unknown: number,
    readonly threshold: number | null,
  ) {
    this.#sum = new Float64Array(groups);
    this.#known = new Uint32Array(groups);
    this.#high = new Uint32Array(threshold === null ? 0 : groups);
  }

  grow(groups: number): void {
    this.#sum = grown(this.#sum, groups);
    this.#known = grown(this.#known, groups);
    if (this.threshold !== null) this.#high = grown(this.#high, groups);
  }

  add(codes: Codes, values: Values, count: number): void {
    addKnown(codes, values, this.unknown, count, this.#sum, this.#known);
    if (this.threshold !== null) addHigh(codes, values, this.unknown, this.threshold, count, this.#high);
  }

  addRun(group: number, values: Values): void {
    const { unknown } = this;
    const least = this.threshold ?? Number.POSITIVE_INFINITY;
    let [sum, known, high] = [0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value === unknown) continue;
      sum += value;
      known++;
      if (value >= least) high++;
    }
    this.#sum[group] = (this.#sum[group] as number) + sum;
    this.#known[group] = (this.#known[group] as number) + known;
    if (this.threshold !== null) this.#high[group] = (this.#high[group] as number) + high;
  }

  known(group: number): number {
    return this.#known[group] ?? 0;
  }

  sum(group: number): number {
    return this.#sum[group] ?? 0;
  }

  countFrom(group: number): number {
    return this.#high[group] ?? 0;
  }
}

export function grown<T extends Uint32Array | Float64Array>(data: T, length: number): T {
  const longer = new (data.constructor as new (length: number) => T)(length);
  longer.set(data);
  return longer;
}

function addKnown(
  codes: Codes,
  values: Values,
  unknown: number,
  count: number,
  sum: Float64Array,
  known: Uint32Array,
): void {
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (value === unknown) continue;
    const group = codes[i] as number;
    sum[group] = (sum[group] as number) + value;
    known[group] = (known[group] as number) + 1;
  }
}

function addHigh(codes: Codes, values: Values, unknown: number, least: number, count: number, high: Uint32Array): void {
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    if (value < least || value === unknown) continue;
    const group = codes[i] as number;
    high[group] = (high[group] as number) + 1;
  }
}
