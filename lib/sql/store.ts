import { setTimeout as sleep } from "node:timers/promises";
import { countViews, frequentVariables, readPosition } from "../columns/feed";
import type { ColumnStore, StoreStatus } from "../columns/store";
import { Problem } from "../problem";
import type { Batch, BatchAnswer, Query } from "../query/query";
import { answerBatch } from "./batch";
import { ReadPool } from "./pool";
import { Traits } from "./traits";

/** No page waits longer for one of its statements. */
const LIMIT_MS = 60_000;
const CACHED_ANSWERS = 64;
const POLL_MS = 100;
const VARIABLES_MS = 60_000;
/** Views are counted anew when the last count took less than this share of the time since. */
const COUNTING_SHARE = 1 / 20;
const CANCELLED = "57014";

/** Answers every batch by SQL on Postgres: nothing is held in memory, so it is ready at once, whatever the size. */
class SqlStore implements ColumnStore {
  readonly #pool: ReadPool;
  readonly #traits = new Traits();
  readonly #answers = new Map<string, BatchAnswer>();
  #counted = { revision: -1, views: 0, at: 0, tookMs: 0 };
  #variables: { keys: string[]; at: number } = { keys: [], at: 0 };
  #closed = false;

  constructor(url: string, limitMs: number) {
    this.#pool = new ReadPool(url, limitMs);
  }

  async run<const Q extends readonly Query[]>(batch: Batch<Q>): Promise<BatchAnswer<Q>> {
    try {
      return await this.#pool.read(async (reading) => {
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
      if (!isCancelled(error)) throw error;
      throw new Problem(
        503,
        "The database took too long to answer. Choose a shorter period or fewer filters, or try again later.",
        {
          headers: { "Retry-After": "30" },
        },
      );
    }
  }

  #keep(key: string, { queries }: Batch<readonly Query[]>, answer: BatchAnswer): void {
    if (queries.some(({ kind }) => kind === "ids")) return;
    if (this.#answers.size >= CACHED_ANSWERS) this.#answers.delete(this.#answers.keys().next().value ?? "");
    this.#answers.set(key, answer);
  }

  async status(): Promise<StoreStatus> {
    const began = Date.now();
    return this.#pool.read(async (reading) => {
      const { revision } = await readPosition(reading);
      const { at, tookMs } = this.#counted;
      if (this.#counted.revision !== revision && (began - at) * COUNTING_SHARE >= tookMs) {
        const views = await countViews(reading);
        this.#counted = { revision, views, at: Date.now(), tookMs: Date.now() - began };
      }
      if (began - this.#variables.at > VARIABLES_MS)
        this.#variables = { keys: (await frequentVariables(reading)).sort(), at: began };
      const { views } = this.#counted;
      return {
        ...{ state: "ready", views, expected: views, revision },
        ...{ lagMs: 0, bytes: 0, variables: this.#variables.keys },
      };
    });
  }

  /** Every batch reads what is committed. */
  nudge(): void {}

  async reached(revision: number): Promise<void> {
    while (!this.#closed) {
      if ((await this.#pool.read(readPosition)).revision >= revision) return;
      await sleep(POLL_MS);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#pool.close();
  }
}

const isCancelled = (error: unknown) => error instanceof Error && "code" in error && error.code === CANCELLED;

/** A store that answers by SQL on the Postgres at `url`; a statement that takes longer than `limitMs` fails the batch. */
export function openSql(url: string, limitMs = LIMIT_MS): ColumnStore {
  return new SqlStore(url, limitMs);
}
