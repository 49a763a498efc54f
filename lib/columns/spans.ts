import type { Block } from "./block";
import type { Codes } from "./column";
import { grown } from "./measures";

/** When the first and the last view of each group was, side by side; 0 = none, for no view is older than 1990. */
export class Spans {
  #spans: Float64Array;

  constructor(groups: number) {
    this.#spans = new Float64Array(2 * groups);
  }

  grow(groups: number): void {
    this.#spans = grown(this.#spans, 2 * groups);
  }

  add(block: Block, codes: Codes): void {
    const widen = block.isOrdered ? widenInOrder : widenAnyhow;
    widen(codes, block.times(), block.count, this.#spans);
  }

  /** Rows of one group in order of time: the first and the last tell. */
  addRun(group: number, first: number, last: number): void {
    const [at, spans] = [2 * group, this.#spans];
    if (spans[at] === 0 || first < (spans[at] as number)) spans[at] = first;
    if (last > (spans[at + 1] as number)) spans[at + 1] = last;
  }

  at(which: "first" | "last", group: number): number | null {
    return this.#spans[2 * group + (which === "first" ? 0 : 1)] || null;
  }
}

/** None of the rows is older than those before. */
function widenInOrder(codes: Codes, times: Float64Array, count: number, spans: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const at = 2 * (codes[i] as number);
    const time = times[i] as number;
    if (spans[at] === 0) spans[at] = time;
    spans[at + 1] = time;
  }
}

function widenAnyhow(codes: Codes, times: Float64Array, count: number, spans: Float64Array): void {
  for (let i = 0; i < count; i++) {
    const at = 2 * (codes[i] as number);
    const time = times[i] as number;
    if (spans[at] === 0 || time < (spans[at] as number)) spans[at] = time;
    if (time > (spans[at + 1] as number)) spans[at + 1] = time;
  }
}
