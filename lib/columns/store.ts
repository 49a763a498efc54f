import type { Batch, BatchAnswer, Query } from "../query/query";

/** How far the store is: while it fills, figures would be wrong, so none are given. */
export interface StoreStatus {
  state: "filling" | "ready" | "failed";
  /** Views held now. */
  views: number;
  /** Views the database holds, as far as known while filling. */
  expected: number;
  revision: number;
  /** ms since the store last agreed with the database. */
  lagMs: number;
  /** Bytes of the columns, with the views' ids and their index; what they name, and what is kept of each viewer, comes besides. */
  bytes: number;
  /** Keys of the views' variables that can be asked for, as `var:KEY`. */
  variables: string[];
  /** Why it failed, for the log and the status page. */
  error?: string;
}

/** Thrown by `run` while the store is not ready. */
export class StoreNotReady extends Error {
  override name = "StoreNotReady";
  constructor(readonly status: StoreStatus) {
    super(`The views are being loaded: ${status.views} of ${status.expected}`);
  }
}

/** Thrown by whatever is asked of a store that was closed. */
export class StoreClosed extends Error {
  override name = "StoreClosed";
  constructor() {
    super("The store of views is closed: Viewledger is stopping");
  }
}

/** The column store as the serving thread sees it; the scans happen in a worker thread. */
export interface ColumnStore {
  /** Answers all queries from one revision. Throws StoreNotReady, StoreClosed, or the worker's error. */
  run<const Q extends readonly Query[]>(batch: Batch<Q>): Promise<BatchAnswer<Q>>;
  status(): Promise<StoreStatus>;
  /** Says that a commit happened in this process, so that the follower looks at once. */
  nudge(): void;
  /** Resolves when the store has reached a revision (for tests and for scripts). */
  reached(revision: number): Promise<void>;
  close(): Promise<void>;
}

/** By name: whoever threw it may have been made by another evaluation of this module, with a class of its own. */
export function isStoreNotReady(error: unknown): error is StoreNotReady {
  return error instanceof Error && error.name === "StoreNotReady";
}
