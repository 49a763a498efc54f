import { BITS_A_ROW, FEW_BITS } from "./bounds";
import type { Codes } from "./column";
import { addBits } from "./counting";
import type { Grouping } from "./group";
import type { Crowd } from "./selected";
import type { MarkSheet } from "./sheet";

/** Counts the distinct values (codes) in each group, exactly. Every row is handed in once. */
export interface DistinctCounter {
  add(groups: Codes, values: Codes, count: number): void;
  /** Distinct values by group number */
  finish(groups: number): Uint32Array;
  /** Distinct values of all groups that have a 1 */
  union(groups: Uint8Array): number;
}

/** Counting marks takes a kilobyte for eight groups. */
const MOST_MARKED_GROUPS = 2 ** 13;

/** The best of three ways to count a sheet's values; `united`: those of several groups together will be asked for. */
export function distinctCounter(
  sheet: MarkSheet,
  { size: groups, fixed, followsTime }: Grouping,
  { rows, isOrdered }: Pick<Crowd, "rows" | "isOrdered">,
  united: boolean,
): DistinctCounter {
  const { values } = sheet;
  const bits = Math.ceil(groups / 8) * 8 * values;
  const isMarked = fixed && groups <= MOST_MARKED_GROUPS && bits <= Math.max(FEW_BITS, BITS_A_ROW * rows);
  const from = isMarked ? sheet.reserve(groups) : null;
  if (from !== null) return new Marks(sheet, from, groups);
  return followsTime && isOrdered && !united ? new Stamps(groups, values) : new Collected(values);
}

/** Counts rows with a bit, each the only one of its viewer in its group; instead of who it is, a row's bits are handed in. */
export class FirstViews implements DistinctCounter {
  readonly #counts: Uint32Array;

  constructor(
    groups: number,
    readonly bit: number,
  ) {
    this.#counts = new Uint32Array(groups);
  }

  add(groups: Codes, bits: Codes, count: number): void {
    const { bit } = this;
    if (this.#counts.length === 1) {
      let first = 0;
      for (let i = 0; i < count; i++) first += ((bits[i] as number) >>> bit) & 1;
      this.#counts[0] = (this.#counts[0] as number) + first;
      return;
    }
    addBits(groups, bits, bit, count, this.#counts);
  }

  finish(): Uint32Array {
    return this.#counts;
  }

  union(): number {
    throw new Error("First views tell nothing of groups together");
  }
}

/** All rows are of one group, and who they are of was counted before. */
export class Counted implements DistinctCounter {
  constructor(readonly distinct: number) {}

  add(): void {}

  finish(): Uint32Array {
    return Uint32Array.of(this.distinct);
  }

  union(groups: Uint8Array): number {
    return groups[0] === 1 ? this.distinct : 0;
  }
}

/** Each value carries the group in which it was seen last. */
class Stamps implements DistinctCounter {
  readonly #last: Uint32Array;
  readonly #distinct: Uint32Array;

  constructor(groups: number, values: number) {
    this.#last = new Uint32Array(values);
    this.#distinct = new Uint32Array(groups);
  }

  add(groups: Codes, values: Codes, count: number): void {
    const [last, distinct] = [this.#last, this.#distinct];
    for (let i = 0; i < count; i++) {
      const stamp = (groups[i] as number) + 1;
      const value = values[i] as number;
      if (last[value] === stamp) continue;
      last[value] = stamp;
      distinct[stamp - 1] = (distinct[stamp - 1] as number) + 1;
    }
  }

  finish(): Uint32Array {
    return this.#distinct;
  }

  union(): number {
    throw new Error("Stamps know no groups together");
  }
}

/** One bit for every value in every group. Set without looking, for a look would be a guess gone wrong in half the rows. */
class Marks implements DistinctCounter {
  constructor(
    readonly sheet: MarkSheet,
    readonly from: number,
    readonly groups: number,
  ) {}

  add(groups: Codes, values: Codes, count: number): void {
    mark(groups, values, count, this.sheet, this.from);
  }

  finish(groups: number): Uint32Array {
    const { counts } = this.sheet;
    return Uint32Array.from({ length: groups }, (_, group) => {
      const first = (this.from + (group >>> 3)) << 8;
      let distinct = 0;
      for (let byte = 0; byte < 256; byte++) if (byte & (1 << (group & 7))) distinct += counts[first | byte] as number;
      return distinct;
    });
  }

  union(groups: Uint8Array): number {
    const { bytes, width } = this.sheet;
    const masks = new Uint8Array((this.groups + 7) >>> 3);
    for (let group = 0; group < groups.length; group++)
      if (groups[group] === 1) masks[group >>> 3] = (masks[group >>> 3] as number) | (1 << (group & 7));
    let distinct = 0;
    for (let first = this.from; first < bytes.length; first += width) {
      let any = 0;
      for (let place = 0; place < masks.length; place++)
        any |= (bytes[first + place] as number) & (masks[place] as number);
      if (any !== 0) distinct++;
    }
    return distinct;
  }
}

function mark(groups: Codes, values: Codes, count: number, { bytes, width }: MarkSheet, from: number): void {
  const fours = count & ~3;
  let [group, at] = [0, 0];
  for (let i = 0; i < fours; i += 4) {
    group = groups[i] as number;
    at = Math.imul(values[i] as number, width) + from + (group >>> 3);
    bytes[at] = (bytes[at] as number) | (1 << (group & 7));
    group = groups[i + 1] as number;
    at = Math.imul(values[i + 1] as number, width) + from + (group >>> 3);
    bytes[at] = (bytes[at] as number) | (1 << (group & 7));
    group = groups[i + 2] as number;
    at = Math.imul(values[i + 2] as number, width) + from + (group >>> 3);
    bytes[at] = (bytes[at] as number) | (1 << (group & 7));
    group = groups[i + 3] as number;
    at = Math.imul(values[i + 3] as number, width) + from + (group >>> 3);
    bytes[at] = (bytes[at] as number) | (1 << (group & 7));
  }
  for (let i = fours; i < count; i++) {
    group = groups[i] as number;
    at = Math.imul(values[i] as number, width) + from + (group >>> 3);
    bytes[at] = (bytes[at] as number) | (1 << (group & 7));
  }
}

/** All pairs, brought into order of group at the end: for more groups than there is memory to mark them. 8 bytes a row. */
class Collected implements DistinctCounter {
  readonly #groups: Codes[] = [];
  readonly #values: Codes[] = [];

  constructor(readonly values: number) {}

  add(groups: Codes, values: Codes, count: number): void {
    this.#groups.push(groups.slice(0, count));
    this.#values.push(values.slice(0, count));
  }

  finish(groups: number): Uint32Array {
    const next = new Uint32Array(groups + 1);
    for (const codes of this.#groups)
      for (let i = 0; i < codes.length; i++) {
        const after = (codes[i] as number) + 1;
        next[after] = (next[after] as number) + 1;
      }
    for (let group = 1; group <= groups; group++) next[group] = (next[group] as number) + (next[group - 1] as number);
    const ordered = new Uint32Array(next[groups] as number);
    for (const [block, codes] of this.#groups.entries()) {
      const values = this.#values[block] as Codes;
      for (let i = 0; i < codes.length; i++) {
        const group = codes[i] as number;
        ordered[next[group] as number] = values[i] as number;
        next[group] = (next[group] as number) + 1;
      }
    }
    return distinctOf(ordered, next, groups, this.values);
  }

  union(groups: Uint8Array): number {
    const seen = new Uint8Array(this.values);
    let distinct = 0;
    for (const [block, codes] of this.#groups.entries()) {
      const values = this.#values[block] as Codes;
      for (let i = 0; i < codes.length; i++) {
        const value = values[i] as number;
        if (groups[codes[i] as number] !== 1 || seen[value] === 1) continue;
        seen[value] = 1;
        distinct++;
      }
    }
    return distinct;
  }
}

/** `ends[group]`: where the group's values end. */
function distinctOf(ordered: Uint32Array, ends: Uint32Array, groups: number, values: number): Uint32Array {
  const last = new Uint32Array(values);
  const distinct = new Uint32Array(groups);
  for (let group = 0, at = 0; group < groups; group++)
    for (const end = ends[group] as number; at < end; at++) {
      const value = ordered[at] as number;
      if (last[value] === group + 1) continue;
      last[value] = group + 1;
      distinct[group] = (distinct[group] as number) + 1;
    }
  return distinct;
}
