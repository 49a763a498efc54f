import type { Connection, Target } from "../db";

/** What reads rows by key. */
export type Picks = Pick<Connection, "pick" | "flag">;

/** Rows that were asked for before it was certain which are needed: who needs them then waits for no answer of their own. */
export class Ahead implements Picks {
  readonly #connection: Picks;
  readonly #asked = new Map<Target, { keys: ReadonlySet<string>; rows: Promise<unknown[][]> }>();

  constructor(connection: Picks) {
    this.#connection = connection;
  }

  /** Once a target. Failures are told by what waits for the rows, here and in `pick`. */
  async ask(from: Target, keys: Iterable<string>): Promise<void> {
    const wanted = new Set(keys);
    if (wanted.size === 0) return;
    const rows = this.#connection.pick(from, [...wanted]);
    this.#asked.set(from, { keys: wanted, rows });
    await rows;
  }

  flag(value: boolean): unknown {
    return this.#connection.flag(value);
  }

  async pick(from: Target, keys: readonly string[]): Promise<unknown[][]> {
    const asked = this.#asked.get(from);
    const wanted = new Set(keys);
    const others = keys.filter((key) => !asked?.keys.has(key));
    const found = ((await asked?.rows) ?? []).filter(([key]) => wanted.has(String(key)));
    return others.length === 0 ? found : [...found, ...(await this.#connection.pick(from, others))];
  }
}
