import { log } from "../log";
import type { Connection } from "./dialect";
import { postgres } from "./postgres";

/** Where reports are read, and why not from the replica. */
export interface ReadState {
  from: "primary" | "replica";
  /** How far the replica is behind, ms; 0 without one */
  lagMs: number;
  /** Why a replica that is named is not used */
  refused: "starting" | "gone" | "stranger" | "behind" | null;
}

const PATIENCE = {
  checkMs: 2_000,
  /** Further behind than this, a replica is not read from … */
  mostBehindMs: 30_000,
  /** … and is again once no more than this. */
  caughtUpMs: 5_000,
};
/** A check that gets no answer counts as none. */
const ANSWER_MS = 5_000;
/** Of revisions that the replica has not reached, so many are remembered: the oldest alone says how far it is behind. */
const MOST_AWAITED = 1_000;

interface Position {
  epoch: string;
  revision: number;
}

/**
 * Where reports are read: from a streaming replica while it is there and keeps up, else from the primary. How far behind it
 * is is told by revisions, by which every commit counts: since when the primary has had the first one that the
 * replica lacks. A quiet primary makes no lag, and no clock but this one is asked.
 */
export class ReadPlace {
  #state: ReadState;
  #awaited: { revision: number; since: number }[] = [];
  #timer: NodeJS.Timeout | null = null;
  #checking: Promise<void> | null = null;
  readonly #connections = new Map<string, Connection>();
  readonly #listeners = new Set<(url: string) => void>();

  constructor(
    readonly primary: string,
    readonly replica: string | undefined,
    readonly patience = PATIENCE,
  ) {
    this.#state = { from: "primary", lagMs: 0, refused: replica === undefined ? null : "starting" };
  }

  get state(): ReadState {
    return this.#state;
  }

  get url(): string {
    return this.#state.from === "replica" && this.replica !== undefined ? this.replica : this.primary;
  }

  /** Begins to watch the replica, if there is one; resolves after the first look. */
  async watch(): Promise<void> {
    if (this.replica === undefined || this.#timer !== null) return;
    this.#timer = setInterval(() => void this.check(), this.patience.checkMs);
    this.#timer.unref();
    await this.check();
  }

  /** Calls `listener` with the new address whenever reports are to be read elsewhere; returns the way to stop. */
  onChange(listener: (url: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks at once: a reader has met an error, or a check is due. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#checking;
    for (const connection of this.#connections.values()) await connection.close().catch(() => undefined);
    this.#connections.clear();
  }

  async #check(): Promise<void> {
    const { replica } = this;
    if (replica === undefined) return;
    const [main, copy] = await Promise.all([this.#position(this.primary), this.#position(replica)]);
    // Without the primary nobody can say how old the replica is, and there is nowhere else to read.
    if (main === null) return;
    this.#become(this.#judged(main, copy));
  }

  #judged(main: Position, copy: Position | null): ReadState {
    const now = Date.now();
    const newest = this.#awaited.at(-1)?.revision ?? -1;
    if (main.revision > newest && this.#awaited.length < MOST_AWAITED)
      this.#awaited.push({ revision: main.revision, since: now });
    if (copy === null) return { from: "primary", lagMs: this.#lag(now), refused: "gone" };
    if (copy.epoch !== main.epoch) return { from: "primary", lagMs: 0, refused: "stranger" };
    this.#awaited = this.#awaited.filter(({ revision }) => revision > copy.revision);
    const lagMs = this.#lag(now);
    const bound = this.#state.from === "replica" ? this.patience.mostBehindMs : this.patience.caughtUpMs;
    return lagMs > bound ? { from: "primary", lagMs, refused: "behind" } : { from: "replica", lagMs, refused: null };
  }

  #lag(now: number): number {
    const [oldest] = this.#awaited;
    return oldest === undefined ? 0 : now - oldest.since;
  }

  #become(state: ReadState): void {
    const before = this.#state;
    this.#state = state;
    if (before.from === state.from && before.refused === state.refused) return;
    log()[state.from === "replica" ? "info" : "warn"](state, "where reports are read");
    if (before.from !== state.from) for (const listener of this.#listeners) listener(this.url);
  }

  /** How far a database is; null when it does not say. */
  async #position(url: string): Promise<Position | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), ANSWER_MS).unref();
    });
    try {
      return await Promise.race([this.#ask(url), late]);
    } catch {
      const connection = this.#connections.get(url);
      this.#connections.delete(url);
      void connection?.close().catch(() => undefined);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(url: string): Promise<Position | null> {
    const held = this.#connections.get(url);
    const connection = held?.alive ? held : await postgres.connect(url, "read");
    this.#connections.set(url, connection);
    const [row] = await connection.query("SELECT epoch, revision FROM counter WHERE id = 1");
    return row ? { epoch: String(row.epoch), revision: Number(row.revision) } : null;
  }
}
