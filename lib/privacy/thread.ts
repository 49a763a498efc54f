import { Worker } from "node:worker_threads";
import { db } from "../db";
import { isBuilt } from "../env";
import { type Answers, doTask, type Tasks } from "./tasks";

/**
 * Does what looks through the whole database in a thread of its own, where there is a server that must answer meanwhile:
 * scripts and tests wait for it in any case. Rejects with what went wrong there.
 */
export function inThread<K extends keyof Tasks>(kind: K, asked: Tasks[K]): Promise<Answers[K]> {
  const { url } = db();
  if (!isBuilt()) return doTask(url, kind, asked);
  const thread = new Worker(new URL("./thread-worker.ts", import.meta.url), { workerData: { url, kind, asked } });
  return new Promise((resolve, reject) => {
    thread.once("error", reject);
    thread.once("message", (answer: Answers[K]) => resolve(answer));
    thread.once("exit", (code) => reject(new Error(`The thread ended with ${code}`)));
  });
}
