/** A sheet takes no more bytes than a typed array's numbers reach. */
const MOST_BYTES = 2 ** 30;

/**
 * Bits for every value (say, viewer) in every group of several panels, a value's bits side by side: the lines of memory that
 * one panel's marks of a block bring into the processor's cache are still there when the next panel marks the same rows.
 */
export class MarkSheet {
  /** Bytes a value */
  width = 0;
  #bytes: Uint8Array | null = null;
  #counts: Uint32Array | null = null;

  constructor(readonly values: number) {}

  /** Where a panel's bits of a value begin, in bytes; null when there is no room. Before anything is marked. */
  reserve(groups: number): number | null {
    const width = this.width + ((groups + 7) >>> 3);
    if (width * this.values > MOST_BYTES) return null;
    const from = this.width;
    this.width = width;
    return from;
  }

  get bytes(): Uint8Array {
    this.#bytes ??= new Uint8Array(this.width * this.values);
    return this.#bytes;
  }

  /** How often each byte value stands at each place of a value's bytes. When everything is marked. */
  get counts(): Uint32Array {
    this.#counts ??= countBytes(this.bytes, this.width);
    return this.#counts;
  }
}

function countBytes(bytes: Uint8Array, width: number): Uint32Array {
  const counts = new Uint32Array(width << 8);
  for (let at = 0; at < bytes.length; )
    for (let place = 0; place < width; place++, at++) {
      const slot = (place << 8) | (bytes[at] as number);
      counts[slot] = (counts[slot] as number) + 1;
    }
  return counts;
}
