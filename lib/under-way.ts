/**
 * What is at work at the moment, to be looked through. Not a Set: one whose members come and go outgrows table after table, each
 * points to the next and keeps its members, and V8 takes all that an old one points to for alive until its next full
 * collection (decision 62).
 */
export class UnderWay<T> implements Iterable<T> {
  readonly #places: (T | null)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#places.length - this.#free.length;
  }

  /** Returns what takes it out again. */
  add(member: T): () => void {
    const place = this.#free.pop() ?? this.#places.length;
    this.#places[place] = member;
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#places[place] = null;
      this.#free.push(place);
    };
  }

  *[Symbol.iterator](): Generator<T> {
    for (const member of this.#places) if (member !== null) yield member;
  }
}
