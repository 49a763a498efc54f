import { db, Prisma } from "../db";
import { Fault } from "../fault";
import { oncePerProcess } from "../process";
import { metrics } from "../watching/metrics";

const MINUTE_MS = 60_000;
/** A strike costs no more than one small statement in this time, however many knock. */
const FLUSH_MS = 5_000;
const KEPT_MS = 90 * 24 * 3_600_000;
const PRUNE_MS = 3_600_000;

export interface RejectedMinute {
  /** The minute's start, ISO 8601 UTC */
  minute: string;
  /** The HTTP status answered */
  status: number;
  count: number;
}

interface Tally {
  /** Not yet written, by `minute status` */
  pending: Map<string, { minute: number; status: number; count: number }>;
  timer: NodeJS.Timeout | null;
  writing: Promise<void> | null;
  prunedAt: number;
  fault: Fault;
}

const tally = () =>
  oncePerProcess<Tally>("ingest.rejections", () => ({
    pending: new Map(),
    timer: null,
    writing: null,
    prunedAt: 0,
    fault: new Fault(
      "the counts of rejected deliveries were not written",
      "the counts of rejected deliveries are written again",
    ),
  }));

/**
 * Counts a request that got no 200. Nothing of the request is kept and the table has a row a minute and status, so that
 * whoever knocks without a key can neither fill the disk nor slow down deliveries.
 */
export function noteRejection(status: number): void {
  metrics().rejections.inc({ status });
  const held = tally();
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const key = `${minute} ${status}`;
  const entry = held.pending.get(key);
  if (entry) entry.count++;
  else held.pending.set(key, { minute, status, count: 1 });
  held.timer ??= setTimeout(() => void writeRejections(), FLUSH_MS).unref();
}

/** Writes what was counted since the last time; the server's stop waits for it. What cannot be written now is kept and tried again. */
export async function writeRejections(): Promise<void> {
  const held = tally();
  if (held.timer) clearTimeout(held.timer);
  held.timer = null;
  while (held.writing) await held.writing;
  if (held.pending.size === 0) return;
  held.writing = write(held).finally(() => {
    held.writing = null;
  });
  await held.writing;
}

async function write(held: Tally): Promise<void> {
  const rows = [...held.pending].map(([key, entry]) => ({ key, ...entry }));
  const prune = Date.now() - held.prunedAt > PRUNE_MS;
  try {
    await db().write(async (tx) => {
      const values = rows.map(({ minute, status, count }) => Prisma.sql`(${minute}, ${status}, ${count})`);
      await tx.$executeRaw`INSERT INTO rejections (minute, status, count) VALUES ${Prisma.join(values)}
        ON CONFLICT (minute, status) DO UPDATE SET count = rejections.count + excluded.count`;
      if (prune) await tx.rejection.deleteMany({ where: { minute: { lt: Date.now() - KEPT_MS } } });
    });
  } catch (error) {
    held.fault.met(error);
    held.timer ??= setTimeout(() => void writeRejections(), FLUSH_MS).unref();
    return;
  }
  held.fault.passed();
  if (prune) held.prunedAt = Date.now();
  for (const { key, count } of rows) {
    const entry = held.pending.get(key);
    if (!entry) continue;
    entry.count -= count;
    if (entry.count === 0) held.pending.delete(key);
  }
}

/** Requests that got no 200 since then, by minute and status, oldest first; what is not yet written is counted too. */
export async function rejectionsSince(from: Date): Promise<RejectedMinute[]> {
  const since = Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS;
  const stored = await db().read.rejection.findMany({ where: { minute: { gte: since } } });
  const counts = new Map<string, { minute: number; status: number; count: number }>();
  for (const { minute, status, count } of [
    ...stored.map((row) => ({ ...row, minute: Number(row.minute) })),
    ...tally().pending.values(),
  ]) {
    if (minute < since) continue;
    const key = `${minute} ${status}`;
    counts.set(key, { minute, status, count: count + (counts.get(key)?.count ?? 0) });
  }
  return [...counts.values()]
    .sort((a, b) => a.minute - b.minute || a.status - b.status)
    .map(({ minute, status, count }) => ({ minute: new Date(minute).toISOString(), status, count }));
}
