/**
 * What is at work at the moment, to be looked through. Not a Set: one whose members come and go grows and shrinks into new
 * tables, each outgrown one points to the next and keeps its members, and V8 takes all that an old table points to for
 * alive until its next full collection. Requests kept so were 10 % of all that ingest allocates, and full collections
 * five times as many.
 */
export class UnderWay<T> implements Iterable<T> {
  readonly #places: (T | null)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#places.length - this.#free.length;
  }

  /** Returns what takes it out again, once. */
  add(member: T): () => void {
    const place = this.#free.pop() ?? this.#places.length;
    this.#places[place] = member;
    return () => {
      this.#places[place] = null;
      this.#free.push(place);
    };
  }

  *[Symbol.iterator](): Generator<T> {
    for (const member of this.#places) if (member !== null) yield member;
  }
}
