import { answering } from "./answering";
import type { Connection, Dialect, Target } from "./dialect";
import { Mutex } from "./mutex";

/** Some rows by their keys take milliseconds. */
const SILENT_MS = 10_000;

/** Rows by their keys, on plain connections that cannot write: many rows come much faster so. */
export class Picker {
  readonly #lock = new Mutex();
  readonly #connections = new Map<string, Connection>();

  /** `place` says where to read; what is not there yet is read at `url`. */
  constructor(
    readonly dialect: Dialect,
    readonly url: string,
    readonly place: { url: string },
    readonly silentMs = SILENT_MS,
  ) {}

  /** The rows of these keys, in no order. */
  pick(from: Target, keys: readonly string[]): Promise<unknown[][]> {
    return this.#lock.run(async () => {
      const { url } = this.place;
      if (url === this.url) return this.#pickAt(url, from, keys);
      // A replica that is gone, or silent: all is at the primary.
      const found = await this.#pickAt(url, from, keys).catch((): unknown[][] => []);
      const known = new Set(found.map(([key]) => key));
      const others = keys.filter((key) => !known.has(key));
      return others.length === 0 ? found : [...found, ...(await this.#pickAt(this.url, from, others))];
    });
  }

  async #pickAt(url: string, from: Target, keys: readonly string[]): Promise<unknown[][]> {
    const connection = await this.#connection(url);
    return answering(connection, this.silentMs, connection.pick(from, keys));
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
