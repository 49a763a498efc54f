import { Column } from "./column";
import { startOf } from "./start";

/** Texts as small numbers in order of first sight; 0 is "absent". */
export class Dictionary {
  readonly values: (string | null)[] = [null];
  readonly #codes = new Map<string, number>();
  /** How each begins, as a number: see start.ts */
  readonly starts = new Column(Float64Array.of(Number.POSITIVE_INFINITY));

  /** With these values, each at its place. */
  static of(values: readonly (string | null)[]): Dictionary {
    const dictionary = new Dictionary();
    for (const [code, value] of values.entries()) if (code > 0) dictionary.encode(value);
    if (dictionary.size !== values.length) throw new Error("A dictionary has a value twice");
    return dictionary;
  }

  encode(value: string | null | undefined): number {
    if (value === null || value === undefined) return 0;
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.starts.set(code, startOf(value));
      this.#codes.set(value, code);
    }
    return code;
  }

  /** The code of a value that is here; undefined when no view has it. */
  find(value: string | null): number | undefined {
    return value === null ? 0 : this.#codes.get(value);
  }

  get size(): number {
    return this.values.length;
  }
}
