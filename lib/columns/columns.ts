import { availableParallelism } from "node:os";
import path from "node:path";
import type { Worker } from "node:worker_threads";
import { db, readPlace } from "../db";
import { env } from "../env";
import { log } from "../log";
import { oncePerProcess } from "../process";
import type { Batch, BatchAnswer, Query } from "../query/query";
import { makeIndexes } from "../sql/indexes";
import { openSql } from "../sql/store";
import type { FollowerOptions } from "./follower";
import type { Ask, Told } from "./messages";
import { type ColumnStore, StoreClosed, StoreNotReady, type StoreStatus } from "./store";
import { laneThread, storeThread } from "./threads";

const RESTART_MS = 1_000;
/** Threads beside the store's own; one core is the serving thread's, which mostly waits while they work. */
const LANES = Math.min(3, availableParallelism() - 1);
/** Of a thread that is about to be started again. */
const STARTING: StoreStatus = {
  state: "filling",
  views: 0,
  expected: 0,
  revision: 0,
  lagMs: 0,
  bytes: 0,
  variables: [],
};

type WithoutId<T> = T extends { id: number } ? Omit<T, "id"> : never;
interface Pending {
  resolve(told: Told): void;
  reject(error: Error): void;
}

/** The store's worker thread, seen from the serving one; restarted when it dies. */
class WorkerStore implements ColumnStore {
  #worker: Worker;
  #lastId = 0;
  /** Whether the thread is there to answer: what is posted to one that has ended is lost without a word. */
  #alive = true;
  #closed = false;
  readonly #pending = new Map<number, Pending>();

  /** `behindMs`: how far what it follows is behind the database itself, ms */
  constructor(
    private options: FollowerOptions,
    readonly behindMs = () => 0,
  ) {
    this.#worker = this.#start();
  }

  #start(): Worker {
    const worker = storeThread(this.options);
    this.#alive = true;
    worker.on("message", (told: Told) => {
      this.#pending.get(told.id)?.resolve(told);
      this.#pending.delete(told.id);
    });
    worker.on("error", (error) => log().error({ err: error }, "the column store's thread failed"));
    worker.on("exit", () => this.#ended());
    worker.unref();
    for (let lane = 0; lane < LANES; lane++) this.#startLane(worker);
    return worker;
  }

  /** A thread that scans beside the store's own; when it ends the store does without. */
  #startLane(store: Worker): void {
    const { thread: lane, port } = laneThread();
    lane.on("error", (error) => log().error({ err: error }, "a scanning thread failed"));
    lane.unref();
    store.once("exit", () => void lane.terminate());
    store.postMessage({ id: 0, type: "lane", port } satisfies Ask, [port]);
  }

  #ended(): void {
    this.#alive = false;
    for (const { reject } of this.#pending.values()) reject(new Error("The column store's thread ended"));
    this.#pending.clear();
    if (this.#closed) return;
    setTimeout(() => {
      if (!this.#closed) this.#worker = this.#start();
    }, RESTART_MS).unref();
  }

  async #ask(ask: WithoutId<Ask>): Promise<Told> {
    if (this.#closed && ask.type !== "close") throw new StoreClosed();
    if (!this.#alive) throw new StoreNotReady(STARTING);
    const id = ++this.#lastId;
    return new Promise<Told>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // An unreferenced worker would let a script end before its answer.
      this.#worker.ref();
      this.#worker.postMessage({ ...ask, id });
    }).finally(() => {
      if (this.#pending.size === 0) this.#worker.unref();
    });
  }

  async run<const Q extends readonly Query[]>(batch: Batch<Q>): Promise<BatchAnswer<Q>> {
    const told = await this.#ask({ type: "run", batch: batch as unknown as Batch });
    if (told.type === "answer") return told.answer as unknown as BatchAnswer<Q>;
    if (told.type === "notReady") throw new StoreNotReady(told.status);
    throw new Error(told.type === "error" ? told.message : "The column store gave no answer");
  }

  async status(): Promise<StoreStatus> {
    if (!this.#alive && !this.#closed) return STARTING;
    const told = await this.#ask({ type: "status" });
    if (told.type !== "status") throw new Error("The column store gave no status");
    return { ...told.status, lagMs: told.status.lagMs + this.behindMs() };
  }

  /** From now on what is followed is read at this address of the same database. */
  follow(databaseUrl: string): void {
    this.options = { ...this.options, databaseUrl };
    this.#worker.postMessage({ id: 0, type: "follow", databaseUrl } satisfies Ask);
  }

  nudge(): void {
    this.#worker.postMessage({ id: 0, type: "nudge" } satisfies Ask);
  }

  async reached(revision: number): Promise<void> {
    await this.#ask({ type: "reached", revision });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#alive) await this.#ask({ type: "close" });
    await this.#worker.terminate();
  }
}

/** A store of its own over a database; without a snapshot unless a file for it is named. */
export function openColumns(
  databaseUrl: string,
  snapshotFile: string | null = null,
  behindMs?: () => number,
): WorkerStore {
  return new WorkerStore({ databaseUrl, snapshotFile, maxMegabytes: env().COLUMNS_MEMORY_MB }, behindMs);
}

/**
 * This process's executor of queries, opened on first use: the columns in memory, nudged by every commit of this process, or
 * Postgres by SQL. Nobody else knows which.
 */
export function columns(): ColumnStore {
  return oncePerProcess("columns", () => {
    const { ANALYTICS, DATA_DIR } = env();
    if (ANALYTICS === "sql") {
      makeIndexes(readPlace().primary).catch((error: unknown) => {
        log().warn({ err: error }, "no indexes for reports by SQL: they answer, but slowly");
      });
      return openSql(readPlace());
    }
    const place = readPlace();
    const store = openColumns(place.url, path.join(DATA_DIR, "columns.snapshot"), () => place.behindMs);
    place.onChange((url) => store.follow(url));
    db().onCommit(() => store.nudge());
    return store;
  });
}
