import type { Block } from "./block";
import type { Codes } from "./column";
import { grown } from "./measures";
import type { TableView } from "./view";

/** The first and the last view of each group: their rows, which take half of what times do. */
export class Spans {
  /** By group: the row of the first and the row of the last, each and one; 0 = none */
  #rows: Uint32Array;

  constructor(
    readonly view: TableView,
    groups: number,
  ) {
    this.#rows = new Uint32Array(2 * groups);
  }

  grow(groups: number): void {
    this.#rows = grown(this.#rows, 2 * groups);
  }

  add(block: Block, codes: Codes): void {
    if (!block.isOrdered) this.#addLate(block, codes);
    else if (block.rows === null) widenByStretch(codes, block.from + 1, block.count, this.#rows);
    else widenByRows(codes, block.rows, block.count, this.#rows);
  }

  /** Some of a block's rows, all of one group and in order of time. */
  addRun(group: number, block: Block, start: number, end: number): void {
    const [at, rows] = [2 * group, this.#rows];
    if (rows[at] === 0) rows[at] = block.rowAt(start) + 1;
    rows[at + 1] = block.rowAt(end - 1) + 1;
  }

  /** When it was, ms */
  at(which: "first" | "last", group: number): number | null {
    const row = this.#rows[2 * group + (which === "first" ? 0 : 1)] ?? 0;
    return row === 0 ? null : (this.view.occurredAt.data[row - 1] as number);
  }

  /** Rows that came late are of any time. */
  #addLate(block: Block, codes: Codes): void {
    const [rows, times] = [this.#rows, this.view.occurredAt.data];
    for (let i = 0; i < block.count; i++) {
      const at = 2 * (codes[i] as number);
      const row = block.rowAt(i);
      const time = times[row] as number;
      const [first, last] = [rows[at] as number, rows[at + 1] as number];
      if (first === 0 || time < (times[first - 1] as number)) rows[at] = row + 1;
      if (last === 0 || time > (times[last - 1] as number)) rows[at + 1] = row + 1;
    }
  }
}

/** None of the rows is older than those before. */
function widenByStretch(codes: Codes, next: number, count: number, rows: Uint32Array): void {
  for (let i = 0; i < count; i++) {
    const at = 2 * (codes[i] as number);
    if (rows[at] === 0) rows[at] = next + i;
    rows[at + 1] = next + i;
  }
}

function widenByRows(codes: Codes, own: Uint32Array, count: number, rows: Uint32Array): void {
  for (let i = 0; i < count; i++) {
    const at = 2 * (codes[i] as number);
    const next = (own[i] as number) + 1;
    if (rows[at] === 0) rows[at] = next;
    rows[at + 1] = next;
  }
}
