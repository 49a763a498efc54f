/** Numbers whole numbers, themselves from 0 on, in the order in which they come: those below a bound by an array, the rest by a map. */
export class Numbered {
  /** By number: what it stands for */
  readonly occurring: number[] = [];
  /** Number and one, 0 where there is none yet */
  readonly #near: Uint32Array;
  readonly #far = new Map<number, number>();

  constructor(near: number) {
    this.#near = new Uint32Array(near);
  }

  of(value: number): number {
    const isNear = value < this.#near.length;
    const known = isNear ? (this.#near[value] as number) : (this.#far.get(value) ?? 0);
    if (known > 0) return known - 1;
    const next = this.occurring.push(value);
    if (isNear) this.#near[value] = next;
    else this.#far.set(value, next);
    return next - 1;
  }
}
