import { BYTES_KEPT } from "./bounds";

/** Memory in which a selection's rows are written, and whose they are; the places after the last row mean nothing. */
export interface RowRoom {
  rows: Uint32Array;
  people: Uint32Array;
}

/** Rooms are made in steps, so that one fits a little more than it was made for. */
const STEP = 2 ** 16;

/**
 * Rooms for the selections of one batch after another. They are in shared memory: what other threads once saw of it is only
 * free when these collect garbage too, which they hardly ever do.
 */
export class RowMemory {
  readonly #free: RowRoom[] = [];
  readonly #lent: RowRoom[] = [];

  /** A room for so many rows at least. */
  lend(rows: number): RowRoom {
    const fitting = this.#free.filter((room) => room.rows.length >= rows);
    const room = fitting.reduce<RowRoom | null>(
      (best, one) => (best === null || one.rows.length < best.rows.length ? one : best),
      null,
    );
    if (room) this.#free.splice(this.#free.indexOf(room), 1);
    const lent = room ?? { rows: shared(rows), people: shared(rows) };
    this.#lent.push(lent);
    return lent;
  }

  /** Takes back all that was lent: nobody reads it any more. The largest are kept, as many as BYTES_KEPT allows. */
  reclaim(): void {
    const all = [...this.#free, ...this.#lent.splice(0)].sort((a, b) => b.rows.length - a.rows.length);
    this.#free.length = 0;
    let bytes = 0;
    for (const room of all) {
      bytes += room.rows.byteLength + room.people.byteLength;
      if (bytes <= BYTES_KEPT) this.#free.push(room);
    }
  }
}

const shared = (rows: number) =>
  new Uint32Array(new SharedArrayBuffer(Math.ceil(rows / STEP) * STEP * Uint32Array.BYTES_PER_ELEMENT));
