import type { Codes, Values } from "./column";

const VALUES = 256;

/** The middle one of values that are counted by value; of an even number the mean of the middle two; null of none. */
export function medianOf(counts: (value: number) => number, known: number): number | null {
  if (known === 0) return null;
  const [low, high] = [Math.floor((known - 1) / 2), Math.floor(known / 2)];
  let [seen, first] = [0, -1];
  for (let value = 0; value < VALUES; value++) {
    seen += counts(value);
    if (first < 0 && seen > low) first = value;
    if (seen > high) return (first + value) / 2;
  }
  return null;
}

/** Medians of a byte in more groups than there is room to count values in: 5 bytes a row until the end. */
export class Medians {
  readonly #codes: Codes[] = [];
  readonly #values: Values[] = [];

  constructor(readonly unknown: number) {}

  add(codes: Codes, values: Values, count: number): void {
    this.#codes.push(codes.slice(0, count));
    this.#values.push(values.slice(0, count));
  }

  finish(groups: number): (number | null)[] {
    const ends = new Uint32Array(groups + 1);
    this.#each((code) => {
      ends[code + 1] = (ends[code + 1] as number) + 1;
    });
    for (let group = 1; group <= groups; group++) ends[group] = (ends[group] as number) + (ends[group - 1] as number);
    const ordered = new Uint8Array(ends[groups] as number);
    this.#each((code, value) => {
      ordered[ends[code] as number] = value;
      ends[code] = (ends[code] as number) + 1;
    });
    let from = 0;
    return Array.from({ length: groups }, (_, group) => {
      const counts = new Uint32Array(VALUES);
      const until = ends[group] as number;
      const known = until - from;
      for (; from < until; from++) counts[ordered[from] as number] = (counts[ordered[from] as number] as number) + 1;
      return medianOf((value) => counts[value] as number, known);
    });
  }

  #each(take: (code: number, value: number) => void): void {
    for (const [block, codes] of this.#codes.entries()) {
      const values = this.#values[block] as Values;
      for (let i = 0; i < codes.length; i++)
        if (values[i] !== this.unknown) take(codes[i] as number, values[i] as number);
    }
  }
}
