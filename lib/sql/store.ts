import { setTimeout as sleep } from "node:timers/promises";
import { countViews, frequentVariables, readPosition } from "../columns/feed";
import { type ColumnStore, StoreClosed, type StoreStatus } from "../columns/store";
import { isOutage } from "../db/outage";
import type { ReadPlace } from "../db/read-place";
import { log } from "../log";
import { Problem } from "../problem";
import type { Batch, BatchAnswer, Query } from "../query/query";
import { answerBatch } from "./batch";
import { NoTurn, ReadPool } from "./pool";
import type { Reading } from "./reading";
import { Traits } from "./traits";

/** No page waits longer for one of its statements. */
const LIMIT_MS = 60_000;
const CACHED_ANSWERS = 64;
const POLL_MS = 100;
const VARIABLES_MS = 60_000;
/** Whoever asks how the store is waits no longer for views to be counted. */
const COUNTING_MS = 1_000;
/** Views are counted anew when the last count took less than this share of the time since. */
const COUNTING_SHARE = 1 / 20;
const CANCELLED = "57014";
const TOO_LONG = "The database took too long to answer. Choose a shorter period or fewer filters, or try again later.";

/** Answers every batch by SQL on Postgres: nothing is held in memory, so it is ready at once, whatever the size. */
class SqlStore implements ColumnStore {
  readonly #pools = new Map<string, ReadPool>();
  readonly #traits = new Traits();
  readonly #answers = new Map<string, BatchAnswer>();
  #counted = { revision: -1, views: 0, at: 0, tookMs: 0 };
  #counting: Promise<void> | null = null;
  #variables: { keys: string[]; at: number } = { keys: [], at: 0 };
  #closed = false;

  constructor(
    readonly place: ReadPlace,
    readonly limitMs: number,
  ) {
    // A replica that froze keeps its connections, and would be waited for. One that is merely behind may answer what it was asked.
    place.onChange(() => {
      const { replica, state } = place;
      if (replica === undefined || state.refused !== "gone") return;
      const pool = this.#pools.get(replica);
      this.#pools.delete(replica);
      pool?.cut().catch((error: unknown) => log().warn({ err: error }, "connections to the replica were not closed"));
    });
  }

  async run<const Q extends readonly Query[]>(batch: Batch<Q>): Promise<BatchAnswer<Q>> {
    try {
      return await this.#read(async (reading) => {
        const position = await readPosition(reading);
        const key = JSON.stringify([position, batch]);
        const held = this.#answers.get(key);
        if (held) return held as unknown as BatchAnswer<Q>;
        const answers = await answerBatch(reading, {
          batch: batch as unknown as Batch,
          position,
          traits: this.#traits,
        });
        const answer = { revision: position.revision, answers } as unknown as BatchAnswer<Q>;
        this.#keep(key, batch, answer as unknown as BatchAnswer);
        return answer;
      });
    } catch (error) {
      if (!isTooLong(error)) throw error;
      throw new Problem(503, TOO_LONG, { headers: { "Retry-After": "30" } });
    }
  }

  /** A replica that is lost in the middle, or must give way to what it replays, is done without. */
  async #read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    const { url, primary } = this.place;
    try {
      return await this.#pool(url).read(work);
    } catch (error) {
      if (url === primary || isCancelled(error) || !isOutage(error)) throw error;
      void this.place.check();
      return this.#pool(primary).read(work);
    }
  }

  #pool(url: string): ReadPool {
    if (this.#closed) throw new StoreClosed();
    const pool = this.#pools.get(url) ?? new ReadPool(url, this.limitMs);
    this.#pools.set(url, pool);
    return pool;
  }

  #keep(key: string, { queries }: Batch<readonly Query[]>, answer: BatchAnswer): void {
    if (queries.some(({ kind }) => kind === "ids")) return;
    if (this.#answers.size >= CACHED_ANSWERS) this.#answers.delete(this.#answers.keys().next().value ?? "");
    this.#answers.set(key, answer);
  }

  async status(): Promise<StoreStatus> {
    const { revision } = await this.#read(readPosition);
    this.#counting ??= this.#count(revision).finally(() => {
      this.#counting = null;
    });
    // To count many views takes longer than whoever asks can wait: it is told what was counted last.
    await Promise.race([this.#counting, sleep(COUNTING_MS, undefined, { ref: false })]);
    const { views } = this.#counted;
    return {
      ...{ state: "ready", views, expected: views, revision },
      ...{ lagMs: this.place.behindMs, bytes: 0, variables: this.#variables.keys },
    };
  }

  /** Once for all who ask meanwhile. Variables take no time: they do not wait for views to be counted. */
  async #count(revision: number): Promise<void> {
    await Promise.all([this.#countViews(revision), this.#lookForVariables()]);
  }

  async #countViews(revision: number): Promise<void> {
    const began = Date.now();
    const { at, tookMs } = this.#counted;
    if (this.#counted.revision === revision || (began - at) * COUNTING_SHARE < tookMs) return;
    const views = await this.#readInTime(countViews);
    const counted = views === null ? this.#counted : { revision, views };
    this.#counted = { ...counted, ...{ at: Date.now(), tookMs: Date.now() - began } };
  }

  async #lookForVariables(): Promise<void> {
    const began = Date.now();
    if (began - this.#variables.at <= VARIABLES_MS) return;
    const keys = await this.#readInTime(frequentVariables);
    this.#variables = { keys: keys?.sort() ?? this.#variables.keys, at: began };
  }

  /** Null where it takes too long: what was known before has to do, and it is not tried anew at once. */
  #readInTime<T>(work: (reading: Reading) => Promise<T>): Promise<T | null> {
    return this.#read(work).catch((error: unknown) => {
      if (isTooLong(error)) return null;
      throw error;
    });
  }

  /** Every batch reads what is committed. */
  nudge(): void {}

  async reached(revision: number): Promise<void> {
    while (!this.#closed) {
      if ((await this.#read(readPosition)).revision >= revision) return;
      await sleep(POLL_MS);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const pool of this.#pools.values()) await pool.close();
  }
}

const isCancelled = (error: unknown) => error instanceof Error && "code" in error && error.code === CANCELLED;
const isTooLong = (error: unknown) => isCancelled(error) || error instanceof NoTurn;

/** A store that answers by SQL on Postgres; a statement that takes longer than `limitMs` fails the batch. */
export function openSql(place: ReadPlace, limitMs = LIMIT_MS): ColumnStore {
  return new SqlStore(place, limitMs);
}
