import type { CodedDimension } from "../query/query";
import { BLOCK_ROWS } from "./bounds";
import type { Codes, Numbers, Values } from "./column";
import type { Kept } from "./row";
import type { TableView } from "./view";

/** Of a variable that no view has. */
const NOTHING = new Uint8Array(BLOCK_ROWS);

/** Memory that a scan's blocks use one after another, by column: what a block gathered is valid until the next one gathers. */
export type Scratch = Map<{ data: Numbers }, Numbers>;

/** Some rows of the table, side by side: every column of it has `count` numbers. Columns are gathered once for all panels. */
export class Block {
  readonly #gathered: Scratch = new Map();

  /** `rows`: which ones, ascending; null: all from `from` on. */
  constructor(
    readonly view: TableView,
    readonly from: number,
    readonly count: number,
    readonly rows: Uint32Array | null,
    readonly scratch: Scratch,
    /** Whose they are, where people were numbered anew for this scan */
    readonly renumbered: Uint32Array | null = null,
  ) {}

  /** Whose views they are, for counting people only. */
  people(): Codes {
    return this.renumbered ?? this.codes("viewer");
  }

  /** Whether its rows are in order of time: all but the delta's */
  get isOrdered(): boolean {
    return this.from < this.view.sorted;
  }

  codes(dimension: CodedDimension): Codes {
    if (dimension === "identity") return this.#identities();
    const column = this.view.codes[dimension];
    return column === undefined ? NOTHING : this.#numbers<Codes>(column);
  }

  values(kept: Kept): Values {
    return this.#numbers<Values>(this.view.measures[kept]);
  }

  /** Of which values its rows are their viewers' first: bits, see firsts.ts */
  firsts(): Uint16Array {
    return this.#numbers<Uint16Array>(this.view.firsts);
  }

  times(): Float64Array {
    return this.#numbers<Float64Array>(this.view.occurredAt);
  }

  /** The time of one row: in order of time, few are looked at. */
  timeAt(index: number): number {
    return this.view.occurredAt.data[this.rows === null ? this.from + index : (this.rows[index] as number)] as number;
  }

  #identities(): Codes {
    const { identities } = this.view;
    const found =
      (this.#gathered.get(identities) as Codes | undefined) ?? this.#gather(identities, this.codes("viewer"));
    this.#gathered.set(identities, found);
    return found;
  }

  #numbers<T extends Numbers>(column: { data: T }): T {
    let found = this.#gathered.get(column) as T | undefined;
    if (found === undefined) {
      found =
        this.rows === null
          ? (column.data.subarray(this.from, this.from + this.count) as T)
          : this.#gather(column, this.rows);
      this.#gathered.set(column, found);
    }
    return found;
  }

  #gather<T extends Numbers>(column: { data: T }, rows: Codes): T {
    const { data } = column;
    const memory =
      (this.scratch.get(column) as T | undefined) ?? new (data.constructor as new (length: number) => T)(BLOCK_ROWS);
    this.scratch.set(column, memory);
    gather(data, rows, this.count, memory);
    return memory.subarray(0, this.count) as T;
  }
}

/** Four at a time, as loops over rows are that have little to do: the loop's own step takes as long. */
function gather<T extends Numbers>(data: T, rows: Codes, count: number, found: T): void {
  const fours = count & ~3;
  for (let i = 0; i < fours; i += 4) {
    found[i] = data[rows[i] as number] as number;
    found[i + 1] = data[rows[i + 1] as number] as number;
    found[i + 2] = data[rows[i + 2] as number] as number;
    found[i + 3] = data[rows[i + 3] as number] as number;
  }
  for (let i = fours; i < count; i++) found[i] = data[rows[i] as number] as number;
}
