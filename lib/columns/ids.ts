import { INDEXED_AT_ONCE } from "./bounds";
import { Column } from "./column";

/** Of the slots, at most three in four are taken. */
const FULLNESS = 0.75;
const FIRST_SLOTS = 1_024;
const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

type Words = [Column<Uint32Array>, Column<Uint32Array>, Column<Uint32Array>, Column<Uint32Array>];

/** Ids of rows as 16 bytes each, and the row of an id by open addressing. */
export class Ids {
  readonly words = [0, 1, 2, 3].map(() => new Column(new Uint32Array(0)));
  /** Row number + 1; 0 = free */
  #slots = new Uint32Array(FIRST_SLOTS);
  #taken = 0;
  #unindexed: { from: number; rows: number; isDead: Uint8Array } | null = null;
  readonly #wanted = new Uint32Array(4);

  /** The row of an id; -1 when there is none. */
  find(id: string): number {
    this.#index();
    return (this.#slots[this.#slotOf(id)] as number) - 1;
  }

  /** Gives a new id its row. */
  add(id: string, row: number): void {
    this.#index();
    if ((this.#taken + 1) / this.#slots.length > FULLNESS) this.#resize(this.#slots.length * 2);
    const slot = this.#slotOf(id);
    this.#slots[slot] = row + 1;
    this.#taken++;
    for (const [i, words] of this.words.entries()) words.set(row, this.#wanted[i] as number);
  }

  /** Forgets which row an id has; the row keeps its bytes. */
  remove(id: string): void {
    this.#index();
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = this.#slotOf(id);
    if (slots[hole] === 0) return;
    slots[hole] = 0;
    this.#taken--;
    // Moves later ones of the same chain up, so that no search stops too early.
    for (let at = (hole + 1) & mask; slots[at] !== 0; at = (at + 1) & mask) {
      const home = this.#homeOf((slots[at] as number) - 1);
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      slots[hole] = slots[at] as number;
      slots[at] = 0;
      hole = at;
    }
  }

  text(row: number): string {
    const [a, b, c, d] = this.words.map(({ data }) => (data[row] as number).toString(16).padStart(8, "0")) as [
      string,
      string,
      string,
      string,
    ];
    return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
  }

  /** Puts an id's 16 bytes into `view`. */
  write(row: number, view: DataView, at: number): void {
    for (let i = 0; i < this.words.length; i++)
      view.setUint32(at + 4 * i, (this.words[i] as Words[number]).data[row] as number);
  }

  /** Order of the texts. */
  compare(row: number, other: number): number {
    for (const { data } of this.words) {
      const difference = (data[row] as number) - (data[other] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  reserve(rows: number): void {
    for (const words of this.words) words.reserve(rows);
    this.#index();
    if (slotsFor(rows) > this.#slots.length) this.#resize(slotsFor(rows));
  }

  /** Puts the rows of `order`, all of them with an id of their own, in that order from row `from` on. */
  arrange(order: Uint32Array, from: number): void {
    this.#index();
    const slots = Uint32Array.from(order, (row) => this.#slotHolding(row));
    for (const words of this.words) words.arrange(order, from);
    for (let i = 0; i < slots.length; i++) this.#slots[slots[i] as number] = from + i + 1;
  }

  /** Takes rows whose words came from elsewhere. Where each id is will be found out when somebody asks: it takes long. */
  adopted(rows: number, isDead: Uint8Array): void {
    this.#slots = new Uint32Array(slotsFor(rows));
    this.#taken = 0;
    this.#unindexed = { from: 0, rows, isDead };
  }

  /** Finds out where some of those are; false: it is known of all. */
  indexSome(most = INDEXED_AT_ONCE): boolean {
    if (this.#unindexed === null) return false;
    const { from, rows, isDead } = this.#unindexed;
    const to = Math.min(from + most, rows);
    for (let row = from; row < to; row++) {
      if (isDead[row] === 1) continue;
      this.#slots[this.#freeSlotFor(row)] = row + 1;
      this.#taken++;
    }
    this.#unindexed = to < rows ? { from: to, rows, isDead } : null;
    return this.#unindexed !== null;
  }

  #index(): void {
    this.indexSome(Number.POSITIVE_INFINITY);
  }

  get bytes(): number {
    return this.#slots.byteLength + this.words.reduce((sum, words) => sum + words.bytes, 0);
  }

  #resize(length: number): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(length);
    for (const held of before) if (held !== 0) this.#slots[this.#freeSlotFor(held - 1)] = held;
  }

  #freeSlotFor(row: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#homeOf(row);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  #slotHolding(row: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#homeOf(row);
    while (this.#slots[slot] !== row + 1) slot = (slot + 1) & mask;
    return slot;
  }

  /** The slot of an id, or the free one where it would stand. */
  #slotOf(id: string): number {
    if (!ID.test(id)) throw new Error(`A view's id is not a UUID in lower case: ${id.slice(0, 60)}`);
    const wanted = this.#wanted;
    wanted[0] = Number.parseInt(id.slice(0, 8), 16);
    wanted[1] = Number.parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
    wanted[2] = Number.parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
    wanted[3] = Number.parseInt(id.slice(28), 16);
    const [a, b, c, d] = this.words as Words;
    const mask = this.#slots.length - 1;
    let slot = home(wanted[0], wanted[1], wanted[2], wanted[3]) & mask;
    for (let held = this.#slots[slot] as number; held !== 0; held = this.#slots[slot] as number) {
      const row = held - 1;
      if (
        a.data[row] === wanted[0] &&
        b.data[row] === wanted[1] &&
        c.data[row] === wanted[2] &&
        d.data[row] === wanted[3]
      )
        break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #homeOf(row: number): number {
    const [a, b, c, d] = this.words as Words;
    const hash = home(a.data[row] as number, b.data[row] as number, c.data[row] as number, d.data[row] as number);
    return hash & (this.#slots.length - 1);
  }
}

const slotsFor = (rows: number) => 2 ** Math.ceil(Math.log2(Math.max(FIRST_SLOTS, rows / FULLNESS + 1)));

/** Spreads ids that differ in few bits, as those made one after another do. */
function home(a: number, b: number, c: number, d: number): number {
  let hash = Math.imul(a ^ Math.imul(b, 0x85ebca6b), 0x9e3779b1) ^ Math.imul(c ^ Math.imul(d, 0xc2b2ae35), 0x27d4eb2f);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 3;
}
