import { setImmediate as nextTurn } from "node:timers/promises";
import { db, Prisma } from "../db";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { settings } from "../settings";

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** The first time, once the start has settled. */
const FIRST_MS = 60_000;
/** Read in one step, and changed at most by one transaction: a delivery waits for no more. */
const STEP = 500;
/** In the settings table: which hour's pruning somebody has taken on. */
const LEASE = "prunedAt";

export interface Pruned {
  bodies: number;
  rows: number;
}

interface Aged {
  id: string;
  receivedAt: number;
  hasBody: boolean;
  /** Until when it counts as new: a quarantined record from when it was dealt with, none while it waits */
  age: number | null;
}

/**
 * Drops bodies, and later whole ledger rows, that are older than the settings say. What waits in quarantine is kept until
 * somebody has dealt with it, and its body as long again from then on. In small steps, oldest first; safe to cut off
 * and to run twice.
 */
export async function prune(now = Date.now()): Promise<Pruned> {
  const { keepBodiesDays, keepLedgerDays } = await settings();
  const bodiesUntil = now - Math.min(keepBodiesDays, keepLedgerDays) * DAY_MS;
  const rowsUntil = now - keepLedgerDays * DAY_MS;
  const pruned: Pruned = { bodies: 0, rows: 0 };
  for (let after: Aged | null = null; ; ) {
    const step: Aged[] = await olderThan(bodiesUntil, after);
    const ids = (rows: Aged[]) => rows.map(({ id }) => id);
    const due = step.filter(({ age }) => age !== null && age < bodiesUntil);
    const gone = ids(due.filter(({ age }) => age !== null && age < rowsUntil));
    const bare = ids(due.filter(({ age, hasBody }) => hasBody && age !== null && age >= rowsUntil));
    if (gone.length + bare.length > 0)
      await db().write(async (tx) => {
        if (gone.length > 0) pruned.rows += (await tx.delivery.deleteMany({ where: { id: { in: gone } } })).count;
        if (bare.length > 0)
          pruned.bodies += (await tx.delivery.updateMany({ where: { id: { in: bare } }, data: { body: null } })).count;
      });
    after = step.at(-1) ?? null;
    if (step.length < STEP) return pruned;
    await nextTurn();
  }
}

async function olderThan(until: number, after: Aged | null): Promise<Aged[]> {
  const onward = after
    ? Prisma.sql`AND received_at >= ${after.receivedAt} AND (received_at > ${after.receivedAt} OR id > ${after.id})`
    : Prisma.empty;
  const rows = await db().read.$queryRaw<
    {
      id: string;
      received_at: bigint;
      has_body: number;
      state: string | null;
      replayed_at: bigint | null;
      dismissed_at: bigint | null;
    }[]
  >`SELECT id, received_at, CASE WHEN body IS NULL THEN 0 ELSE 1 END AS has_body, state, replayed_at, dismissed_at
    FROM deliveries WHERE received_at < ${until} ${onward} ORDER BY received_at, id LIMIT ${STEP}`;
  return rows.map((row) => {
    const receivedAt = Number(row.received_at);
    const dealtWith = Number((row.state === "replayed" ? row.replayed_at : row.dismissed_at) ?? receivedAt);
    const age = row.state === "open" ? null : row.state === null ? receivedAt : Math.max(receivedAt, dealtWith);
    return { id: row.id, receivedAt, hasBody: Number(row.has_body) === 1, age };
  });
}

/** Takes on this hour's pruning; false when another process on the same database has. */
export async function takePruningLease(now = Date.now()): Promise<boolean> {
  const [value, before] = [String(now), String(now - EVERY_MS / 2)];
  const taken = await db().write(
    (tx) => tx.$executeRaw`INSERT INTO settings (key, value, updated_at) VALUES (${LEASE}, ${value}, ${new Date(now)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at WHERE settings.value < ${before}`,
  );
  return taken === 1;
}

/** Prunes once an hour from now on, off the request path, until the process ends. */
export function startPruning(): void {
  oncePerProcess("ingest.prune", () => {
    setTimeout(() => void pruneNow(), FIRST_MS).unref();
    setInterval(() => void pruneNow(), EVERY_MS).unref();
    return true;
  });
}

async function pruneNow(): Promise<void> {
  try {
    if (!(await takePruningLease())) return;
    const { bodies, rows } = await prune();
    if (bodies + rows > 0) log().info({ bodies, rows }, "old deliveries pruned");
  } catch (error) {
    log().warn({ error: String(error) }, "old deliveries were not pruned; it is tried again in an hour");
  }
}
