import { log } from "../log";
import type { Connection } from "./dialect";
import { codeOf } from "./outage";
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
/** There is no such table, or no row in it: a database, but not Viewledger's. */
const NO_TABLE = "42P01";

interface Position {
  /** null: nobody's who counts revisions */
  epoch: string | null;
  revision: number;
  /** Of the newest deletion, exclusion or erasure, by whichever instance */
  privacy: number;
}

/**
 * Where reports are read: from a streaming replica while it is there and keeps up, else from the primary. How far behind it
 * is is told by revisions, by which every commit counts: since when the primary has had the first one that the
 * replica lacks. A quiet primary makes no lag, and no clock but this one is asked.
 */
export class ReadPlace {
  #state: ReadState;
  #awaited: { revision: number; since: number }[] = [];
  /** Reports must show what was committed up to here: a replica that has not is not read */
  #owed = -1;
  /** Those that the primary had: an erasure makes a new one, which a replica has a moment later */
  readonly #epochs = new Set<string | null>();
  /** Why a database did not answer the last time, by its address */
  readonly #failures = new Map<string, string>();
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

  /** How far behind the primary is what reports read, ms */
  get behindMs(): number {
    return this.#state.from === "replica" ? this.#state.lagMs : 0;
  }

  /** Begins to watch the replica, if there is one; resolves after the first look. */
  async watch(): Promise<void> {
    if (this.replica === undefined || this.#timer !== null) return;
    this.#timer = setInterval(() => void this.check(), this.patience.checkMs);
    this.#timer.unref();
    await this.check();
  }

  /** Whoever made this commit is to see it in reports at once: until the replica has it, they are read from the primary. */
  owe(revision: number): void {
    if (this.replica === undefined || revision <= this.#owed) return;
    this.#owed = revision;
    const { from, lagMs } = this.#state;
    if (from === "replica") this.#become({ from: "primary", lagMs, refused: null });
  }

  /** Calls `listener` with the address whenever reports are to be read elsewhere, or for another reason; returns the way to stop. */
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
    this.#epochs.add(main.epoch);
    if (copy === null) return { from: "primary", lagMs: this.#lag(now), refused: "gone" };
    if (!this.#epochs.has(copy.epoch)) return { from: "primary", lagMs: 0, refused: "stranger" };
    this.#awaited = this.#awaited.filter(({ revision }) => revision > copy.revision);
    const lagMs = this.#lag(now);
    const { mostBehindMs, caughtUpMs } = this.patience;
    const mayReturn = this.#state.refused === null || lagMs <= caughtUpMs;
    if (lagMs > mostBehindMs || !mayReturn) return { from: "primary", lagMs, refused: "behind" };
    // Of what another instance did, this is learnt here.
    this.#owed = Math.max(this.#owed, main.privacy);
    const isOwed = copy.revision < this.#owed || copy.epoch !== main.epoch;
    return { from: isOwed ? "primary" : "replica", lagMs, refused: null };
  }

  #lag(now: number): number {
    const [oldest] = this.#awaited;
    return oldest === undefined ? 0 : now - oldest.since;
  }

  #become(state: ReadState): void {
    const before = this.#state;
    this.#state = state;
    if (before.from === state.from && before.refused === state.refused) return;
    const why = state.refused === "gone" ? this.#failures.get(this.replica ?? "") : undefined;
    if (before.refused !== state.refused)
      log()[state.refused === null ? "info" : "warn"]({ ...state, ...(why && { why }) }, "where reports are read");
    for (const listener of this.#listeners) listener(this.url);
  }

  /** How far a database is; null when it does not say. */
  async #position(url: string): Promise<Position | null> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), ANSWER_MS).unref();
    });
    try {
      return await Promise.race([this.#ask(url), late]);
    } catch (error) {
      if (codeOf(error) === NO_TABLE) return { epoch: null, revision: -1, privacy: -1 };
      this.#failures.set(url, error instanceof Error ? error.message : String(error));
      const connection = this.#connections.get(url);
      this.#connections.delete(url);
      void connection?.close().catch(() => undefined);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(url: string): Promise<Position> {
    const held = this.#connections.get(url);
    const connection = held?.alive ? held : await postgres.connect(url, "read");
    this.#connections.set(url, connection);
    const [row] = await connection.query("SELECT epoch, revision, privacy_revision FROM counter WHERE id = 1");
    if (row === undefined) return { epoch: null, revision: -1, privacy: -1 };
    return { epoch: String(row.epoch), revision: Number(row.revision), privacy: Number(row.privacy_revision) };
  }
}
