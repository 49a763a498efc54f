import { ID_BYTES } from "../query/packed-ids";
import type { IdsAnswer, IdsQuery, RowAnswer, RowQuery } from "../query/query";
import type { Block } from "./block";
import type { ColumnTable } from "./table";

/** Rows of a block, without its columns. */
export type Stretch = Pick<Block, "from" | "count" | "rows">;

/** Finds a page of the newest rows, looking only at rows that are on it, or all of them. */
export class Newest {
  #total = 0;
  readonly #ordered: Stretch[] = [];
  readonly #delta: number[] = [];

  constructor(
    readonly table: ColumnTable,
    readonly query: RowQuery | IdsQuery,
  ) {}

  add(block: Block): void {
    this.#total += block.count;
    const { from, count, rows } = block;
    if (block.isOrdered) this.#ordered.push({ from, count, rows });
    else for (let i = 0; i < count; i++) this.#delta.push(rowAt(block, i));
  }

  answer(): RowAnswer | IdsAnswer {
    return this.query.kind === "ids" ? this.#all() : this.#page(this.query);
  }

  #page({ offset, limit }: RowQuery): RowAnswer {
    const ids: string[] = [];
    let at = 0;
    for (const row of this.#rows(offset + limit)) if (at++ >= offset) ids.push(this.table.ids.text(row));
    return { kind: "rows", ids, total: this.#total };
  }

  #all(): IdsAnswer {
    const ids = new Uint8Array(this.#total * ID_BYTES);
    const view = new DataView(ids.buffer);
    let at = 0;
    for (const row of this.#rows(this.#total)) {
      this.table.ids.write(row, view, at);
      at += ID_BYTES;
    }
    return { kind: "ids", ids };
  }

  /** The newest first, at most `most` of them. */
  *#rows(most: number): Generator<number> {
    const delta = this.#delta.sort((a, b) => this.table.compare(a, b));
    const ordered = this.#backwards();
    let next = ordered.next();
    for (let at = 0; at < Math.min(this.#total, most); at++) {
      const late = delta.at(-1);
      if (next.done || (late !== undefined && this.table.compare(late, next.value) > 0)) yield delta.pop() as number;
      else {
        yield next.value;
        next = ordered.next();
      }
    }
  }

  *#backwards(): Generator<number, undefined> {
    for (const stretch of this.#ordered.toReversed())
      for (let i = stretch.count - 1; i >= 0; i--) yield rowAt(stretch, i);
  }
}

export const rowAt = ({ from, rows }: Stretch, index: number) =>
  rows === null ? from + index : (rows[index] as number);
