import { isBlank } from "./lines";
import { type Cutter, DamagedFile, MAX_RECORD_BYTES, type Piece } from "./piece";

const [NEWLINE, QUOTE, COMMA, BACKSLASH] = [10, 34, 44, 92];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** Cuts the elements out of a JSON array, or objects that stand one after another, however they are laid out. */
export class ElementCutter implements Cutter {
  #held: Buffer = Buffer.alloc(0);
  #at = 0;
  #depth = 0;
  #inText = false;
  #line = 1;
  /** Where in the held bytes the element under way begins, on which line; -1 between elements */
  #start = -1;
  #startLine = 1;
  #failure: unknown = null;
  #state: "before" | "inside" | "after" = "before";

  /** `list`: the elements stand in an array. */
  constructor(private readonly list: boolean) {
    if (!list) this.#state = "inside";
  }

  cut(bytes: Buffer): Piece[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const pieces: Piece[] = [];
    try {
      this.#walk(pieces);
    } catch (error) {
      this.#failure = error;
      // What came before is good, and is handed over first.
      if (pieces.length === 0) throw error;
    }
    return pieces;
  }

  #walk(pieces: Piece[]): void {
    if (this.#failure) throw this.#failure;
    for (; this.#at < this.#held.length; this.#at++) this.#step(this.#held[this.#at] as number, pieces);
    const done = this.#start === -1 ? this.#held.length : this.#start;
    this.#held = this.#held.subarray(done);
    this.#at -= done;
    if (this.#start !== -1) this.#start = 0;
    if (this.#held.length > MAX_RECORD_BYTES)
      throw new DamagedFile(
        `The record that begins on line ${this.#startLine} does not end within a mebibyte: a bracket or quotation mark is missing there, or a whole list stands in it. Mend that line and repeat the import.`,
      );
  }

  rest(): Piece[] {
    if (this.#failure) throw this.#failure;
    if (this.#start !== -1)
      throw new DamagedFile(
        `The file ends in the middle of the record that begins on line ${this.#startLine}: it was not copied whole. Copy it again and repeat the import.`,
      );
    if (this.list && this.#state !== "after")
      throw new DamagedFile(
        `The file ends on line ${this.#line} without the ] that closes its list: it was not copied whole. Copy it again and repeat the import.`,
      );
    return [];
  }

  #step(byte: number, pieces: Piece[]): void {
    if (byte === NEWLINE) this.#line++;
    if (this.#inText) {
      if (byte === BACKSLASH) this.#at++;
      else if (byte === QUOTE) this.#inText = false;
      return;
    }
    if (byte <= 32) return;
    if (this.#state === "inside") this.#inside(byte, pieces);
    else this.#outside(byte);
  }

  #inside(byte: number, pieces: Piece[]): void {
    if (this.#depth === 0 && this.list && (byte === COMMA || byte === CLOSE_LIST)) {
      this.#finish(this.#at, pieces);
      if (byte === CLOSE_LIST) this.#state = "after";
      return;
    }
    if (this.#start === -1) {
      if (byte === COMMA && !this.list) return;
      this.#start = this.#at;
      this.#startLine = this.#line;
    }
    if (byte === QUOTE) this.#inText = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(pieces);
  }

  #close(pieces: Piece[]): void {
    if (this.#depth === 0)
      throw new DamagedFile(
        `There is a closing bracket too many on line ${this.#line}. Mend that line and repeat the import.`,
      );
    if (--this.#depth === 0 && !this.list) this.#finish(this.#at + 1, pieces);
  }

  #outside(byte: number): void {
    if (this.#state === "before" && byte === OPEN_LIST) this.#state = "inside";
    else
      throw new DamagedFile(
        `On line ${this.#line} more follows after the list's end. Put one list in a file, or one record on a line.`,
      );
  }

  #finish(end: number, pieces: Piece[]): void {
    if (this.#start === -1) return;
    const raw = Buffer.from(this.#held.subarray(this.#start, end));
    this.#start = -1;
    if (!isBlank(raw)) pieces.push({ raw, line: this.#startLine });
  }
}
