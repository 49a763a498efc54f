import { BYTES_KEPT } from "./bounds";

/** Arrays are made in steps, so that one fits a little more than it was made for. */
const STEP = 2 ** 16;

/**
 * Memory for selections' rows and people, for one batch after another. It is shared: what other threads once saw of it is
 * only free when these have collected their garbage too.
 */
export class RowMemory {
  #free: Uint32Array[] = [];
  readonly #lent: Uint32Array[] = [];

  /** Room for so many numbers at least; what stands there means nothing. */
  lend(length: number): Uint32Array {
    const fitting = this.#free.filter((room) => room.length >= length).sort((a, b) => a.length - b.length);
    const lent = fitting[0] ?? shared(length);
    this.#free = this.#free.filter((room) => room !== lent);
    this.#lent.push(lent);
    return lent;
  }

  /** Takes back all that was lent: nobody reads it any more. The largest are kept, as far as BYTES_KEPT allows. */
  reclaim(): void {
    const all = [...this.#free, ...this.#lent.splice(0)].sort((a, b) => b.length - a.length);
    let bytes = 0;
    this.#free = all.filter((room) => {
      if (bytes + room.byteLength > BYTES_KEPT) return false;
      bytes += room.byteLength;
      return true;
    });
  }
}

const shared = (length: number) =>
  new Uint32Array(new SharedArrayBuffer(Math.ceil(length / STEP) * STEP * Uint32Array.BYTES_PER_ELEMENT));
