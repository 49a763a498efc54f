import type { Connection } from "../db/dialect";
import { dialectOf } from "../db/dialects";

/** Where the views are read: one connection, to a place that may change. */
export class Source {
  #connection: Connection | null = null;
  #connectedTo = "";

  constructor(public url: string) {}

  /** The connection to the place of now, a new one where there is none. */
  async connected(): Promise<Connection> {
    if (this.#connectedTo !== this.url) await this.close();
    const { url } = this;
    this.#connection ??= await dialectOf({ DATABASE_URL: url }).connect(url);
    this.#connectedTo = url;
    return this.#connection;
  }

  moveTo(url: string): void {
    this.url = url;
    // What is under way at the former place may never be answered.
    if (this.#connectedTo !== url) this.#connection?.cut();
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }
}
