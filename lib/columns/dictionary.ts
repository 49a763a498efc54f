import { Column } from "./column";
import { startOf } from "./start";

/** What codes stand for. */
export interface Names {
  readonly size: number;
  text(code: number): string | null;
  /** The code of a value that is here; undefined when no view has it. */
  find(value: string | null): number | undefined;
  /** How each begins, as a number: see start.ts */
  readonly starts: Column<Float64Array>;
}

/** Texts as small numbers in order of first sight; 0 is "absent". */
export class Dictionary implements Names {
  readonly values: (string | null)[];
  /** null: not known until somebody asks, for so many texts take long, and questions need their codes alone */
  #codes: Map<string, number> | null = null;
  readonly starts = new Column(Float64Array.of(Number.POSITIVE_INFINITY));

  /** With these values, each at its place. */
  constructor(values: (string | null)[] = [null]) {
    this.values = values;
    this.starts.reserve(values.length);
    for (const [code, value] of values.entries()) if (value !== null) this.starts.set(code, startOf(value));
  }

  encode(value: string | null | undefined): number {
    if (value === null || value === undefined) return 0;
    const codes = this.#index();
    let code = codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.starts.set(code, startOf(value));
      codes.set(value, code);
    }
    return code;
  }

  text(code: number): string | null {
    return this.values[code] ?? null;
  }

  find(value: string | null): number | undefined {
    return value === null ? 0 : this.#index().get(value);
  }

  #index(): Map<string, number> {
    if (this.#codes !== null) return this.#codes;
    this.#codes = new Map();
    for (const [code, value] of this.values.entries()) if (value !== null) this.#codes.set(value, code);
    if (this.#codes.size !== this.values.length - 1) throw new Error("A dictionary has a value twice");
    return this.#codes;
  }

  get size(): number {
    return this.values.length;
  }
}
