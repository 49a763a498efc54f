import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { isBuilt } from "../env";
import { fromSource } from "../thread-source";
import type { FollowerOptions } from "./follower";

/** V8's own bound is four times that: memory that the fill alone would use, and is not given back. */
const YOUNG_MB = 12;

/** The store's thread, over a database. */
export function storeThread(workerData: FollowerOptions): Worker {
  const options = { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } };
  return isBuilt()
    ? new Worker(new URL("./worker.ts", import.meta.url), options)
    : new Worker(fromSource(import.meta.url, "worker.ts"), { ...options, eval: true });
}

/** A thread that scans for the store's, and the port by which that one reaches it. */
export function laneThread(): { thread: Worker; port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
  const options = { workerData: { port: port2 }, transferList: [port2], resourceLimits };
  const thread = isBuilt()
    ? new Worker(new URL("./lane-worker.ts", import.meta.url), options)
    : new Worker(fromSource(import.meta.url, "lane-worker.ts"), { ...options, eval: true });
  return { thread, port: port1 };
}
