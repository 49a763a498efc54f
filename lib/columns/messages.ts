import type { MessagePort } from "node:worker_threads";
import type { Batch, BatchAnswer } from "../query/query";
import type { StoreStatus } from "./store";

/** What the serving thread asks of the store's thread … */
export type Ask =
  | { id: number; type: "run"; batch: Batch }
  | { id: number; type: "status" }
  | { id: number; type: "reached"; revision: number }
  | { id: number; type: "nudge" }
  /** The same database is read at another address from now on */
  | { id: number; type: "follow"; databaseUrl: string }
  /** A scanning thread is at the port's other end */
  | { id: number; type: "lane"; port: MessagePort }
  | { id: number; type: "close" };

/** … and what it answers. */
export type Told =
  | { id: number; type: "answer"; answer: BatchAnswer }
  | { id: number; type: "status"; status: StoreStatus }
  | { id: number; type: "done" }
  | { id: number; type: "notReady"; status: StoreStatus }
  | { id: number; type: "error"; message: string };
