import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { columns } from "../columns/columns";
import { inTime } from "../in-time";
import type { Outcome } from "../ingest/incoming";
import { queued } from "../ingest/queued";
import { oncePerProcess } from "../process";
import { databaseAnswers, databaseBytes } from "./database";

const PREFIX = "viewledger_";
/** Told as 0 from the start on: an alarm for what does not come, or comes for the first time, sees nothing in what is missing. */
const OUTCOMES: readonly Outcome["outcome"][] = ["applied", "duplicate", "stale", "quarantined"];
const REFUSALS = [401, 429, 503];
const COMMIT_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
/** Of what Prometheus waits, 10 s unless told otherwise, the smaller part. */
const LIMIT_MS = 2_000;
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What this process counts of itself, for Prometheus. Names and help are a contract: docs/operations.md lists them. */
export function metrics() {
  return oncePerProcess("metrics", () => {
    const registry = new Registry();
    const registers = [registry];
    collectDefaultMetrics({ register: registry });
    collected(registers);
    const own = {
      registry,
      /** Records by what became of them, once they are stored */
      deliveries: new Counter({
        name: `${PREFIX}deliveries_total`,
        help: "Records stored in the ledger, by outcome and source",
        labelNames: ["outcome", "source"] as const,
        registers,
      }),
      rejections: new Counter({
        name: `${PREFIX}rejections_total`,
        help: "Requests at the webhook's address that got no 200, by status",
        labelNames: ["status"] as const,
        registers,
      }),
      commits: new Histogram({
        name: `${PREFIX}commit_seconds`,
        help: "How long transactions of ingest took, from their first statement to the answer to their commit",
        buckets: COMMIT_SECONDS,
        registers,
      }),
      requests: new Histogram({
        name: `${PREFIX}http_request_seconds`,
        help: "From a request's head to the end of its answer, by kind of page or handler",
        labelNames: ["route", "method", "status"] as const,
        buckets: REQUEST_SECONDS,
        registers,
      }),
    };
    for (const outcome of OUTCOMES) own.deliveries.inc({ outcome, source: "webhook" }, 0);
    for (const status of REFUSALS) own.rejections.inc({ status }, 0);
    return own;
  });
}

/**
 * Read when they are asked for. What cannot be read then, or not in time, is left out (a 0 would be taken for a figure), and
 * holds up no other.
 */
function collected(registers: Registry[]): void {
  const gauge = (name: string, help: string, read: () => number | Promise<number>, otherwise: number | null = null) =>
    new Gauge({
      name: `${PREFIX}${name}`,
      help,
      registers,
      async collect() {
        const value = (await orNull(read()).catch(() => null)) ?? otherwise;
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  const store = () => columns().status();
  gauge("ingest_queue_records", "Records that wait for their commit", () => queued().records);
  gauge("ingest_queue_bytes", "Bytes of these records", () => queued().bytes);
  gauge("columns_views", "Views in the column store", async () => (await store()).views);
  gauge("columns_bytes", "Bytes of the column store", async () => (await store()).bytes);
  gauge("columns_revision", "The database's revision that the column store has", async () => (await store()).revision);
  gauge("columns_lag_seconds", "Since the column store last agreed with the database", async () => {
    return (await store()).lagMs / 1_000;
  });
  gauge("columns_ready", "Whether the column store answers: 1, or 0 while it fills", async () =>
    (await store()).state === "ready" ? 1 : 0,
  );
  gauge("database_up", "Whether the database answers: 1, or 0", () => databaseAnswers(), 0);
  gauge("database_bytes", "Size of the database", databaseBytes);
}

/** Null when it takes too long. */
const orNull = <T>(work: T | Promise<T>): Promise<T | null> => inTime(Promise.resolve(work), LIMIT_MS, () => null);
