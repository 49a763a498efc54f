/** What a kernel may read: few kinds, so that the engine's inline caches stay small. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;
export type Values = Uint8Array | Uint16Array | Int32Array;
export type Numbers = Codes | Int32Array | Float64Array;

const FIRST_ROWS = 1_024;
/** What a column grows by, a share, and at most: of ten million rows, nobody needs as many again. */
const GROWTH = 1 / 4;
const MOST_GROWTH = 1_048_576;
/** Room for rows to come where a number of them is known, a share: else the first new view would move all columns. */
export const SPARE = 1 / 16;

/** Shared memory, so that other threads scan it without a copy. */
function shared<T extends Numbers>(kind: unknown, length: number): T {
  const Kind = kind as { new (memory: SharedArrayBuffer): T; BYTES_PER_ELEMENT: number };
  return new Kind(new SharedArrayBuffer(length * Kind.BYTES_PER_ELEMENT));
}

/** How many numbers its memory has room for: more than there are rows, where their number was known. */
const roomOf = (data: Numbers) => Math.floor(data.buffer.byteLength / data.BYTES_PER_ELEMENT);

/** As many numbers; where they need other memory, that has room for `room`. */
function resized<T extends Numbers>(data: T, length: number, room: number): T {
  if (length <= roomOf(data)) {
    const Kind = data.constructor as new (memory: ArrayBufferLike, at: number, length: number) => T;
    return new Kind(data.buffer, 0, length);
  }
  const roomy = shared<T>(data.constructor, room);
  roomy.set(data);
  return roomy.subarray(0, length) as T;
}

/** One number a row, in a typed array that grows. */
export class Column<T extends Numbers> {
  constructor(public data: T) {}

  set(row: number, value: number): void {
    if (row >= this.data.length) this.#grow(row);
    this.data[row] = value;
  }

  #grow(row: number): void {
    const room = roomOf(this.data);
    const rows = row < room ? room : Math.max(FIRST_ROWS, row + Math.min(Math.ceil(row * GROWTH), MOST_GROWTH));
    this.data = resized(this.data, rows, rows);
  }

  /** Makes room for as many rows and some to come, so that a known number of them grows nothing. */
  reserve(rows: number): void {
    if (rows > this.data.length) this.data = resized(this.data, rows, Math.ceil(rows * (1 + SPARE)));
  }

  /** Puts the rows of `order` in that order from row `from` on. */
  arrange(order: Uint32Array, from: number): void {
    const { data } = this;
    const moved = new (data.constructor as new (length: number) => T)(order.length);
    for (let i = 0; i < order.length; i++) moved[i] = data[order[i] as number] as number;
    data.set(moved, from);
  }

  /** Takes an array that was made elsewhere for its own. */
  adopt(data: Numbers): void {
    this.data = data as T;
  }

  /** With the room for rows to come */
  get bytes(): number {
    return this.data.buffer.byteLength;
  }
}

/** Dictionary codes in the narrowest array that holds them all. */
export class CodeColumn extends Column<Codes> {
  constructor() {
    super(new Uint8Array(0));
  }

  override set(row: number, code: number): void {
    if (code > 0xff && this.data instanceof Uint8Array) this.#widen(Uint16Array);
    if (code > 0xffff && this.data instanceof Uint16Array) this.#widen(Uint32Array);
    super.set(row, code);
  }

  #widen(Kind: typeof Uint16Array | typeof Uint32Array): void {
    const wider = shared<Codes>(Kind, roomOf(this.data));
    wider.set(this.data);
    this.data = wider.subarray(0, this.data.length);
  }
}

const UNKNOWN_16 = 0xffff;

/** Whole numbers from 0, or null, in two bytes until one needs more. */
export class NumberColumn extends Column<Values> {
  /** Stands for null; no real value is that */
  unknown = UNKNOWN_16;

  constructor() {
    super(new Uint16Array(0));
  }

  put(row: number, value: number | null): void {
    if (value !== null && value >= UNKNOWN_16 && this.data instanceof Uint16Array) this.#widen();
    super.set(row, value ?? this.unknown);
  }

  #widen(): void {
    const wider = shared<Int32Array>(Int32Array, roomOf(this.data));
    for (let row = 0; row < this.data.length; row++) {
      const value = this.data[row] as number;
      wider[row] = value === UNKNOWN_16 ? -1 : value;
    }
    this.data = wider.subarray(0, this.data.length);
    this.unknown = -1;
  }

  override adopt(data: Numbers): void {
    super.adopt(data);
    this.unknown = data instanceof Int32Array ? -1 : UNKNOWN_16;
  }
}

/** Percentages, or null, in one byte. */
export class PercentColumn extends Column<Values> {
  readonly unknown = 0xff;

  constructor() {
    super(new Uint8Array(0));
  }

  put(row: number, value: number | null): void {
    super.set(row, value ?? this.unknown);
  }
}
