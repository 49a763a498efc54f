/** A typed array that doubles when it is full. */
export class Growable<T extends Uint8Array | Uint32Array | Int32Array | Float64Array> {
  constructor(public data: T) {}

  set(index: number, value: number): void {
    if (index >= this.data.length) {
      const grown = new (this.data.constructor as new (length: number) => T)(
        Math.max(1_024, index + 1, this.data.length * 2),
      );
      grown.set(this.data);
      this.data = grown;
    }
    this.data[index] = value;
  }

  get bytes(): number {
    return this.data.byteLength;
  }
}
