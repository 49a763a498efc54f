import type { Connection, Dialect, Target } from "./dialect";
import { Mutex } from "./mutex";

/** Rows by their keys, on plain connections that cannot write: many rows come much faster so. */
export class Picker {
  readonly #lock = new Mutex();
  readonly #connections = new Map<string, Connection>();

  /** `place` says where to read; what is not there yet is read at `url`. */
  constructor(
    readonly dialect: Dialect,
    readonly url: string,
    readonly place: { url: string },
  ) {}

  /** The rows of these keys, in no order. */
  pick(from: Target, keys: readonly string[]): Promise<unknown[][]> {
    return this.#lock.run(async () => {
      const { url } = this.place;
      if (url === this.url) return (await this.#connection(url)).pick(from, keys);
      const found = await this.#connection(url)
        .then((connection) => connection.pick(from, keys))
        // A replica that is gone: all is at the primary.
        .catch((): unknown[][] => []);
      const known = new Set(found.map(([key]) => key));
      const others = keys.filter((key) => !known.has(key));
      return others.length === 0 ? found : [...found, ...(await (await this.#connection(this.url)).pick(from, others))];
    });
  }

  async #connection(url: string): Promise<Connection> {
    const held = this.#connections.get(url);
    if (held?.alive) return held;
    const connection = await this.dialect.connect(url, "read");
    this.#connections.set(url, connection);
    return connection;
  }

  async close(): Promise<void> {
    await this.#lock.run(async () => {
      for (const connection of this.#connections.values()) await connection.close();
      this.#connections.clear();
    });
  }
}
