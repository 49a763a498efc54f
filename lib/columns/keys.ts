import { INDEXED_AT_ONCE } from "./bounds";
import { Column } from "./column";
import type { Names } from "./dictionary";
import { startOf } from "./start";
import { hashOf, Texts } from "./texts";

const FULLNESS = 0.75;
const FIRST_SLOTS = 1_024;

/** Viewers' keys as small numbers in order of first sight: a dictionary of millions, found by open addressing. 0 is "absent". */
export class Keys implements Names {
  readonly texts = new Texts();
  /** How each begins, as a number: see start.ts */
  readonly starts = new Column(Float64Array.of(Number.POSITIVE_INFINITY));
  /** By hash: the code; 0 = free */
  #slots = new Uint32Array(FIRST_SLOTS);
  /** Codes below this are in there; the others get in when somebody asks. */
  #indexed = 1;
  #asked = Buffer.alloc(1_024);

  constructor() {
    this.texts.set(0, null);
  }

  get size(): number {
    return this.texts.size;
  }

  text(code: number): string | null {
    return this.texts.get(code);
  }

  encode(key: string): number {
    const slots = this.#index();
    const slot = this.#slotOf(key, slots);
    const known = slots[slot] as number;
    if (known !== 0) return known;
    const code = this.size;
    this.texts.set(code, key);
    this.starts.set(code, startOf(key));
    slots[slot] = code;
    this.#indexed = this.size;
    if (this.size > slots.length * FULLNESS) this.adopted();
    return code;
  }

  /** The code of a key that is here; undefined when no view has it. */
  find(key: string | null): number | undefined {
    if (key === null) return 0;
    const slots = this.#index();
    return slots[this.#slotOf(key, slots)] || undefined;
  }

  /** Its texts and their starts came from elsewhere. Which code a key has will be found out when somebody asks. */
  adopted(): void {
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(FIRST_SLOTS, (this.size * 1.5) / FULLNESS))));
    this.#indexed = 1;
  }

  /** Finds out some of them; false: all are known. */
  indexSome(most = INDEXED_AT_ONCE): boolean {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const to = Math.min(this.#indexed + most, this.size);
    for (let code = this.#indexed; code < to; code++) {
      let slot = this.texts.hash(code) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
    this.#indexed = Math.max(this.#indexed, to);
    return to < this.size;
  }

  #slotOf(key: string, slots: Uint32Array): number {
    if (key.length * 3 > this.#asked.length) this.#asked = Buffer.alloc(key.length * 3);
    const length = this.#asked.write(key);
    const mask = slots.length - 1;
    let slot = hashOf(this.#asked, 0, length) & mask;
    for (let code = slots[slot] as number; code !== 0; code = slots[slot] as number) {
      if (this.texts.is(code, this.#asked, length)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #index(): Uint32Array {
    this.indexSome(Number.POSITIVE_INFINITY);
    return this.#slots;
  }
}
