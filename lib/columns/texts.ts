import { Column } from "./column";

const FIRST_BYTES = 4_096;
const GROWTH = 1.5;
/** Of a UTF-16 unit in UTF-8 */
const MOST_BYTES = 3;
const PIECE_BYTES = 1_048_576;
/** Ends each text in a file. */
const END = 0;
/** Stands alone in a file for null; a text that begins with it gets one more. */
const NULL = 1;
/** Bytes from here on belong to characters of several. */
const MANY = 0x80;
const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));

/** Texts by number, in one stretch of memory: millions of them as objects take several times as much, and long to make. */
export class Texts {
  #bytes: Buffer = Buffer.alloc(0);
  #used = 0;
  size = 0;
  readonly #from = new Column(new Uint32Array(0));
  readonly #until = new Column(new Uint32Array(0));

  /** Gives a number its text, in the place of another or none. */
  set(number: number, text: string | null): void {
    for (; this.size <= number; this.size++) this.#place(this.size, 0, 0);
    const [own, end] = this.#spanOf(number);
    if ((text || null) === this.get(number)) return;
    // What somebody was called is not kept.
    this.#bytes.fill(0, own, end);
    this.#place(number, 0, 0);
    if (!text) return;
    this.#reserve(text.length * MOST_BYTES);
    const from = this.#used;
    this.#used += this.#bytes.write(text, from);
    this.#place(number, from, this.#used);
  }

  /** null: none, or an empty one */
  get(number: number): string | null {
    const [from, until] = this.#spanOf(number);
    return from === until ? null : this.#bytes.toString("utf8", from, until);
  }

  /** Whether a text is these bytes, of which there are `length`. */
  is(number: number, bytes: Uint8Array, length: number): boolean {
    const [from, until] = this.#spanOf(number);
    if (until - from !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[from + i] !== bytes[i]) return false;
    return true;
  }

  /** A hash of a text's bytes, as `hashOf` tells it. */
  hash(number: number): number {
    const [from, until] = this.#spanOf(number);
    return hashOf(this.#bytes, from, until);
  }

  /** Puts a 1 for each text that, in lower case, has `wanted` in it. */
  search(wanted: string, found: Uint8Array): void {
    const bytes = Buffer.from(wanted);
    const isPlain = bytes.every((byte) => byte < MANY);
    for (let number = 0; number < this.size; number++) {
      const [from, until] = [this.#from.data[number] as number, this.#until.data[number] as number];
      if (from === until) continue;
      const hasMany = this.#hasMany(from, until);
      if (hasMany ? this.get(number)?.toLowerCase().includes(wanted) : isPlain && this.#has(bytes, from, until))
        found[number] = 1;
    }
  }

  #hasMany(from: number, until: number): boolean {
    for (let at = from; at < until; at++) if ((this.#bytes[at] as number) >= MANY) return true;
    return false;
  }

  #has(wanted: Uint8Array, from: number, until: number): boolean {
    const [bytes, { length }] = [this.#bytes, wanted];
    for (let start = from; start <= until - length; start++) {
      let same = 0;
      while (same < length && LOWER[bytes[start + same] as number] === wanted[same]) same++;
      if (same === length) return true;
    }
    return false;
  }

  /** As a file holds them: so many as there are at the call, each as it is when it is read. */
  *written(count = this.size): Generator<Uint8Array> {
    let [piece, used] = [Buffer.alloc(PIECE_BYTES), 0];
    for (let number = 0; number < count; number++) {
      const [from, until] = this.#spanOf(number);
      if (used + until - from + 2 > piece.length) {
        yield piece.subarray(0, used);
        [piece, used] = [Buffer.alloc(Math.max(PIECE_BYTES, until - from + 2)), 0];
      }
      if (from === until || this.#bytes[from] === NULL) piece[used++] = NULL;
      used += this.#bytes.copy(piece, used, from, until);
      piece[used++] = END;
    }
    yield piece.subarray(0, used);
  }

  /** Takes what `written` gave for its own, where it is. */
  adopt(bytes: Buffer): void {
    this.#bytes = bytes;
    this.#used = bytes.length;
    this.size = 0;
    for (let from = 0; from < bytes.length; ) {
      const until = bytes.indexOf(END, from);
      if (until < 0) throw new Error("A text has no end");
      const start = bytes[from] === NULL ? from + 1 : from;
      this.#place(this.size++, start, until);
      from = until + 1;
    }
  }

  #spanOf(number: number): [from: number, until: number] {
    return number < this.size ? [this.#from.data[number] as number, this.#until.data[number] as number] : [0, 0];
  }

  #place(number: number, from: number, until: number): void {
    this.#from.set(number, from);
    this.#until.set(number, until);
  }

  /** Makes room for as many bytes; where there is none all texts move, and leave behind what became of others. */
  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#bytes.length) return;
    const before = this.#bytes;
    this.#bytes = Buffer.alloc(Math.max(FIRST_BYTES, Math.ceil((this.#used + bytes) * GROWTH)));
    this.#used = 0;
    for (let number = 0; number < this.size; number++) {
      const from = this.#used;
      this.#used += before.copy(this.#bytes, from, ...this.#spanOf(number));
      this.#place(number, from, this.#used);
    }
  }
}

export function hashOf(bytes: Uint8Array, from: number, until: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < until; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 3;
}
