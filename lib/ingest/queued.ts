import { oncePerProcess } from "../process";
import type { Incoming, Outcome } from "./incoming";

export interface Job {
  items: Incoming[];
  bytes: number;
  resolve(outcomes: Outcome[]): void;
  reject(error: unknown): void;
}

export interface Queue {
  jobs: Job[];
  records: number;
  bytes: number;
  running: Promise<void> | null;
}

/** What waits for its commit in this process. */
export const queued = () =>
  oncePerProcess<Queue>("ingest.queue", () => ({ jobs: [], records: 0, bytes: 0, running: null }));
