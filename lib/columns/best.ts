import { DECILE_DIMENSIONS, type DecileDimension } from "../query/query";
import type { Block } from "./block";
import type { Codes, Values } from "./column";
import { record, type TableView } from "./view";

/** The greatest known percentage of each kind in every group. */
export class Best {
  /** By group: the value and one; 0 = none known */
  readonly #best: Record<DecileDimension, Uint8Array>;

  constructor(
    readonly view: TableView,
    groups: number,
  ) {
    this.#best = record(DECILE_DIMENSIONS, () => new Uint8Array(groups));
  }

  grow(groups: number): void {
    for (const name of DECILE_DIMENSIONS) {
      const longer = new Uint8Array(groups);
      longer.set(this.#best[name]);
      this.#best[name] = longer;
    }
  }

  add(block: Block, codes: Codes): void {
    for (const name of DECILE_DIMENSIONS)
      raise(codes, block.values(name), this.view.measures[name].unknown, block.count, this.#best[name]);
  }

  at(name: DecileDimension, group: number): number | null {
    const best = this.#best[name][group] ?? 0;
    return best === 0 ? null : best - 1;
  }

  /** Of the groups with a 1 */
  together(name: DecileDimension, groups: Uint8Array): number | null {
    let best = 0;
    for (const [group, value] of this.#best[name].entries()) if (groups[group] === 1 && value > best) best = value;
    return best === 0 ? null : best - 1;
  }
}

function raise(codes: Codes, values: Values, unknown: number, count: number, best: Uint8Array): void {
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    const group = codes[i] as number;
    if (value !== unknown && value >= (best[group] as number)) best[group] = value + 1;
  }
}
