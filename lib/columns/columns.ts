import { Worker } from "node:worker_threads";
import { db } from "../db";
import { env, isBuilt } from "../env";
import { log } from "../log";
import { oncePerProcess } from "../process";
import type { Batch, BatchAnswer, Query } from "../query/query";
import type { Ask, Told } from "./messages";
import { type ColumnStore, StoreNotReady, type StoreStatus } from "./store";

const RESTART_MS = 1_000;

type WithoutId<T> = T extends { id: number } ? Omit<T, "id"> : never;
interface Pending {
  resolve(told: Told): void;
  reject(error: Error): void;
}

/** The build compiles the worker; in scripts and tests its thread loads the source, for which it registers the loader itself. */
function fromSource(): string {
  const source = JSON.stringify(import.meta.url.replace(/[^/]*$/, "worker.ts"));
  return `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); });`;
}

/** The store's worker thread, seen from the serving one; restarted when it dies. */
class WorkerStore implements ColumnStore {
  #worker: Worker;
  #lastId = 0;
  #closed = false;
  readonly #pending = new Map<number, Pending>();

  constructor(readonly databaseUrl: string) {
    this.#worker = this.#start();
  }

  #start(): Worker {
    const workerData = { databaseUrl: this.databaseUrl };
    const worker = isBuilt()
      ? new Worker(new URL("./worker.ts", import.meta.url), { workerData })
      : new Worker(fromSource(), { workerData, eval: true });
    worker.on("message", (told: Told) => {
      this.#pending.get(told.id)?.resolve(told);
      this.#pending.delete(told.id);
    });
    worker.on("error", (error) => log().error({ err: error }, "the column store's thread failed"));
    worker.on("exit", () => this.#ended());
    worker.unref();
    return worker;
  }

  #ended(): void {
    for (const { reject } of this.#pending.values()) reject(new Error("The column store's thread ended"));
    this.#pending.clear();
    if (this.#closed) return;
    setTimeout(() => {
      if (!this.#closed) this.#worker = this.#start();
    }, RESTART_MS).unref();
  }

  #ask(ask: WithoutId<Ask>): Promise<Told> {
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
    const told = await this.#ask({ type: "status" });
    if (told.type !== "status") throw new Error("The column store gave no status");
    return told.status;
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
    await this.#ask({ type: "close" });
    await this.#worker.terminate();
  }
}

/** A store of its own over a database. */
export function openColumns(databaseUrl: string): ColumnStore {
  return new WorkerStore(databaseUrl);
}

/** This process's store; opened on first use, nudged by every commit of this process. */
export function columns(): ColumnStore {
  return oncePerProcess("columns", () => {
    const store = openColumns(env().DATABASE_URL);
    db().onCommit(() => store.nudge());
    return store;
  });
}
