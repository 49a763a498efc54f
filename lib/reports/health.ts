import { columns } from "../columns/columns";
import { db, readPlace } from "../db";
import type { ReadState } from "../db/read-place";
import { env } from "../env";
import { processId } from "../process";

/** A watcher waits no longer. */
const LIMIT_MS = 2_000;

interface Health {
  status: "ok" | "unavailable";
  database: "sqlite" | "postgres";
  /** Who answers reports */
  analytics: "columns" | "sql";
  columns: { views: number; lagMs: number; state: string } | null;
  /** Where reports are read, and why a replica that is named is not used */
  reads: Pick<ReadState, "from" | "refused">;
  lastDeliveryAt: string | null;
  /** Random, made once per process: tells restarts, and instances behind one address, apart */
  instance: string;
}

/** Whether the database answers, how far the column store is, and when the last delivery came. */
export async function health(): Promise<{ status: 200 | 503; body: Health }> {
  const database = db().dialect.name;
  const instance = processId();
  const analytics = env().ANALYTICS;
  const { from, refused } = readPlace().state;
  const reads = { from, refused };
  try {
    const [last, store] = await within(
      Promise.all([
        db().read.delivery.findFirst({ orderBy: { receivedAt: "desc" }, select: { receivedAt: true } }),
        columns().status(),
      ]),
    );
    const { views, lagMs, state } = store;
    const lastDeliveryAt = last ? new Date(Number(last.receivedAt)).toISOString() : null;
    return {
      status: 200,
      body: { status: "ok", database, analytics, columns: { views, lagMs, state }, reads, lastDeliveryAt, instance },
    };
  } catch {
    // The answer itself is the report of this failure; the parts that failed log their own.
    const unknown = { columns: null, lastDeliveryAt: null };
    return { status: 503, body: { status: "unavailable", database, analytics, reads, ...unknown, instance } };
  }
}

function within<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too slow")), LIMIT_MS).unref()),
  ]);
}
