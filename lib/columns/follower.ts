import type { MessagePort } from "node:worker_threads";
import { type Connection, dialectOf } from "../db/dialect";
import { Mutex } from "../db/mutex";
import type { Batch, BatchAnswer } from "../query/query";
import { countViews, type Position, readChanges, readPosition } from "./feed";
import { Lane } from "./lane";
import { runBatch } from "./run";
import type { StoreStatus } from "./store";
import { ColumnTable } from "./table";

const POLL_MS = 250;
const RETRY_MS = 1_000;
const CACHED_ANSWERS = 64;

/** Keeps a table equal to the database and answers from it. Runs in the store's own thread. */
export class Follower {
  #table = new ColumnTable();
  #position: Position = { epoch: "", revision: -1 };
  #ready = false;
  #expected = 0;
  #agreedAt = 0;
  #error: string | undefined;
  #connection: Connection | null = null;
  #closed = false;
  #wake: (() => void) | null = null;
  #waiters: { revision: number; resolve: () => void }[] = [];
  readonly #answers = new Map<string, BatchAnswer>();
  #lanes: readonly Lane[] = [];
  /** The table changes while nobody reads, and is read while nothing changes. */
  readonly #alone = new Mutex();

  constructor(readonly databaseUrl: string) {}

  /** Follows until closed; a lost connection is tried again for ever. */
  async follow(): Promise<void> {
    while (!this.#closed) {
      let pause = POLL_MS;
      try {
        await this.#catchUp();
        this.#error = undefined;
      } catch (error) {
        this.#error = String(error);
        pause = RETRY_MS;
        await this.#disconnect();
      }
      if (!this.#closed) await this.#sleep(pause);
    }
    await this.#disconnect();
  }

  async #catchUp(): Promise<void> {
    this.#connection ??= await dialectOf({ DATABASE_URL: this.databaseUrl }).connect(this.databaseUrl);
    const connection = this.#connection;
    const position = await readPosition(connection);
    if (position.epoch !== this.#position.epoch) {
      // Another past: what is held says nothing of it.
      this.#table = new ColumnTable();
      this.#position = { epoch: position.epoch, revision: -1 };
      this.#ready = false;
      this.#expected = await countViews(connection);
    }
    if (position.revision > this.#position.revision) {
      await this.#alone.run(async () => {
        await readChanges(connection, this.#table, this.#position.revision, () => undefined);
        this.#position = position;
        this.#answers.clear();
      });
    }
    this.#ready = true;
    this.#agreedAt = Date.now();
    this.#waiters = this.#waiters.filter(({ revision, resolve }) => {
      if (revision > this.#position.revision) return true;
      resolve();
      return false;
    });
  }

  get ready(): boolean {
    return this.#ready;
  }

  status(): StoreStatus {
    return {
      state: this.#ready ? "ready" : this.#error ? "failed" : "filling",
      views: this.#table.views,
      expected: Math.max(this.#expected, this.#table.views),
      revision: this.#position.revision,
      lagMs: this.#ready ? Math.max(0, Date.now() - this.#agreedAt - POLL_MS) : 0,
      bytes: this.#table.bytes,
      ...(this.#error ? { error: this.#error } : {}),
    };
  }

  run(batch: Batch): Promise<BatchAnswer> {
    return this.#alone.run(() => this.#answer(batch));
  }

  /** Another thread that helps with scans, until it ends. */
  addLane(port: MessagePort): void {
    this.#lanes = [
      ...this.#lanes,
      new Lane(port, (ended) => {
        this.#lanes = this.#lanes.filter((lane) => lane !== ended);
      }),
    ];
  }

  async #answer(batch: Batch): Promise<BatchAnswer> {
    const key = JSON.stringify(batch);
    const held = this.#answers.get(key);
    if (held) return held;
    const answers = await runBatch(this.#table, batch, this.#lanes);
    const answer = { revision: this.#position.revision, answers } as BatchAnswer;
    if (this.#answers.size >= CACHED_ANSWERS) this.#answers.delete(this.#answers.keys().next().value ?? "");
    this.#answers.set(key, answer);
    return answer;
  }

  reached(revision: number): Promise<void> {
    if (this.#ready && this.#position.revision >= revision) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ revision, resolve }));
  }

  nudge(): void {
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.nudge();
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close().catch((error: unknown) => {
      this.#error = String(error);
    });
  }
}
