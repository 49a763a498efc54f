import type { RowAnswer, RowQuery } from "../query/query";
import type { Block } from "./block";
import type { ColumnTable } from "./table";

/** Rows of a block, without its columns. */
type Stretch = Pick<Block, "from" | "count" | "rows">;

/** Finds a page of the newest rows, looking only at rows that are on it. */
export class Newest {
  #total = 0;
  readonly #ordered: Stretch[] = [];
  readonly #delta: number[] = [];

  constructor(
    readonly table: ColumnTable,
    readonly query: RowQuery,
  ) {}

  add(block: Block): void {
    this.#total += block.count;
    const { from, count, rows } = block;
    if (block.isOrdered) this.#ordered.push({ from, count, rows });
    else for (let i = 0; i < count; i++) this.#delta.push(rowAt(block, i));
  }

  answer(): RowAnswer {
    const { offset, limit } = this.query;
    const delta = this.#delta.sort((a, b) => this.table.compare(a, b));
    const ordered = this.#backwards();
    const ids: string[] = [];
    let next = ordered.next();
    for (let at = 0; at < Math.min(this.#total, offset + limit); at++) {
      const late = delta.at(-1);
      let row: number;
      if (next.done || (late !== undefined && this.table.compare(late, next.value) > 0)) row = delta.pop() as number;
      else {
        row = next.value;
        next = ordered.next();
      }
      if (at >= offset) ids.push(this.table.ids.text(row));
    }
    return { kind: "rows", ids, total: this.#total };
  }

  *#backwards(): Generator<number, undefined> {
    for (const stretch of this.#ordered.toReversed())
      for (let i = stretch.count - 1; i >= 0; i--) yield rowAt(stretch, i);
  }
}

const rowAt = ({ from, rows }: Stretch, index: number) => (rows === null ? from + index : (rows[index] as number));
