import { type Cutter, MAX_RECORD_BYTES, type Piece } from "./piece";

const NEWLINE = 10;
const QUOTE = 34;

/**
 * Cuts into lines, each a record; with `quotes`, a line's end between quotation marks belongs to the value, as in CSV. Blank
 * lines are none. A mark that is never closed spoils its own line only: what follows is read anew from the next line.
 */
export class LineCutter implements Cutter {
  #held: Buffer = Buffer.alloc(0);
  /** How far the held bytes were looked through, and whether a quotation is open there */
  #at = 0;
  #open = false;
  #line = 1;
  /** Of a record too long to be one, the bytes up to its line's end are passed over */
  #skipping = false;

  constructor(private readonly quotes: boolean) {}

  cut(bytes: Buffer): Piece[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const pieces = this.#whole();
    while (this.#held.length > MAX_RECORD_BYTES)
      pieces.push(...this.#giveUp(this.#open ? "unclosed_quote" : "too_large"), ...this.#whole());
    return pieces;
  }

  rest(): Piece[] {
    const pieces: Piece[] = [];
    while (this.#open) pieces.push(...this.#giveUp("unclosed_quote"), ...this.#whole());
    if (this.#held.length > 0 && !this.#skipping) pieces.push(...this.#piece(this.#held));
    this.#held = Buffer.alloc(0);
    return pieces;
  }

  #whole(): Piece[] {
    const pieces: Piece[] = [];
    for (;;) {
      const end = this.#held.indexOf(NEWLINE, this.#at);
      if (this.quotes && !this.#skipping)
        this.#countQuotes(this.#held.subarray(this.#at, end === -1 ? undefined : end));
      if (end === -1) {
        if (this.#skipping) this.#held = Buffer.alloc(0);
        this.#at = this.#held.length;
        return pieces;
      }
      if (this.#open) {
        this.#at = end + 1;
        continue;
      }
      if (!this.#skipping) pieces.push(...this.#piece(this.#held.subarray(0, end)));
      this.#pass(end + 1);
    }
  }

  #countQuotes(bytes: Buffer): void {
    for (let at = bytes.indexOf(QUOTE); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) this.#open = !this.#open;
  }

  /** The record that is held is broken: its first line is all that is known to be of it. */
  #giveUp(damage: string): Piece[] {
    const end = this.#held.indexOf(NEWLINE);
    const raw = this.#held.subarray(0, Math.min(end === -1 ? this.#held.length : end, MAX_RECORD_BYTES));
    const piece = { raw: Buffer.from(raw), line: this.#line, damage };
    if (end !== -1) this.#pass(end + 1);
    else {
      this.#pass(this.#held.length);
      this.#skipping = true;
    }
    return [piece];
  }

  #pass(bytes: number): void {
    for (let at = this.#held.indexOf(NEWLINE); at !== -1 && at < bytes; at = this.#held.indexOf(NEWLINE, at + 1)) {
      this.#line++;
      this.#skipping = false;
    }
    this.#held = this.#held.subarray(bytes);
    this.#at = 0;
    this.#open = false;
  }

  #piece(bytes: Buffer): Piece[] {
    const raw = bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes;
    return isBlank(raw) ? [] : [{ raw, line: this.#line }];
  }
}

export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13));
}
