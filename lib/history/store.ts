import { setTimeout as sleep } from "node:timers/promises";
import type { Incoming, Outcome } from "../ingest/incoming";
import { IngestBusy, IngestUnavailable, ingest } from "../ingest/ingest";

/** What becomes of records: stored, or only looked at. */
export interface Sink {
  take(items: Incoming[]): Promise<Outcome[]>;
  close(): Promise<void>;
}

/** After these pauses a chunk that could not be stored is tried once more: a minute in all. */
const PAUSES_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 20_000];

/** Stores records by the same way as deliveries, and waits while the database is away or busy. */
export const storing: Sink = {
  async take(items) {
    for (const pause of PAUSES_MS) {
      try {
        return await ingest(items);
      } catch (error) {
        if (!(error instanceof IngestBusy || error instanceof IngestUnavailable)) throw error;
      }
      await sleep(pause);
    }
    return ingest(items);
  },
  async close() {},
};
