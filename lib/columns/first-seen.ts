import { Column } from "./column";
import { FIRST_OF_ALL } from "./firsts";
import type { ColumnTable } from "./table";

const NEVER = Number.POSITIVE_INFINITY;

/** When each viewer's first view ever was, ms, by viewer code. */
export class FirstSeen extends Column<Float64Array> {
  #viewers = 0;
  /** A first view went away: what is next is not known until all are looked through */
  #stale = false;

  constructor() {
    super(new Float64Array(0));
  }

  saw(viewer: number, at: number): void {
    for (; this.#viewers <= viewer; this.#viewers++) this.set(this.#viewers, NEVER);
    if (at < (this.data[viewer] as number)) this.data[viewer] = at;
  }

  /** A view at `at` is the viewer's no more. */
  lost(viewer: number, at: number): void {
    if (at === this.data[viewer]) this.#stale = true;
  }

  /** Nothing is known of any viewer until all views are looked through. */
  forget(): void {
    this.#stale = true;
  }

  /** Must be called before the data is read, and after the firsts are renewed. */
  renew(table: ColumnTable): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.data.fill(NEVER);
    const viewers = table.codes.viewer.data;
    const firsts = table.firsts.data;
    for (let row = 0; row < table.rows; row++)
      if (((firsts[row] as number) & (1 << FIRST_OF_ALL)) !== 0 && table.isDead.data[row] === 0)
        this.saw(viewers[row] as number, table.occurredAt.data[row] as number);
  }
}
