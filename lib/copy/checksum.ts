import { hash } from "node:crypto";
import type { Value } from "../db/table";

const WORDS = 4;

/** A sum over rows that does not depend on their order: 128 bits of each row's SHA-256, added up. */
export class Checksum {
  rows = 0;
  readonly #sums = new Uint32Array(WORDS);

  add(row: readonly Value[]): void {
    const text = JSON.stringify(row.map((value) => (value instanceof Uint8Array ? base64(value) : value)));
    const digest = hash("sha256", text, "buffer");
    for (let word = 0; word < WORDS; word++)
      this.#sums[word] = (this.#sums[word] as number) + digest.readUInt32BE(word * 4);
    this.rows++;
  }

  /** Hexadecimal */
  get sum(): string {
    return [...this.#sums].map((word) => word.toString(16).padStart(8, "0")).join("");
  }

  equals(other: Checksum): boolean {
    return this.rows === other.rows && this.sum === other.sum;
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
