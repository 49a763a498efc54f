import { setImmediate as nextTurn } from "node:timers/promises";
import { db, Prisma } from "../db";
import { takeLease } from "../lease";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { settings } from "../settings";

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** The first time, once the start has settled. */
const FIRST_MS = 60_000;
/** Looked at in one step. */
const STEP = 1_000;
/** Changed by one transaction: a delivery waits for no more. */
const WRITE_STEP = 100;
/** In the settings table: which hour's pruning somebody has taken on. */
const LEASE = "prunedAt";

export interface Pruned {
  bodies: number;
  rows: number;
}

/**
 * Drops bodies, and later whole ledger rows, that are older than the settings say. What waits in quarantine is kept until
 * somebody has dealt with it, and its body as long again from then on. In small steps, oldest first; safe to cut off
 * and to run twice.
 */
export async function prune(now = Date.now()): Promise<Pruned> {
  const { keepBodiesDays, keepLedgerDays } = await settings();
  const limits = {
    bodies: now - Math.min(keepBodiesDays, keepLedgerDays) * DAY_MS,
    rows: now - keepLedgerDays * DAY_MS,
  };
  const pruned: Pruned = { bodies: 0, rows: 0 };
  for (let after = 0; after < limits.bodies; ) {
    const until = await endOfStep(after, limits.bodies);
    const due = await dueRows(after, until, limits);
    for (const ids of slices(due.filter(({ whole }) => whole))) pruned.rows += await removeRows(ids);
    for (const ids of slices(due.filter(({ whole }) => !whole))) pruned.bodies += await removeBodies(ids);
    after = until;
    await nextTurn();
  }
  return pruned;
}

/** The instant after which the next step begins. */
async function endOfStep(after: number, limit: number): Promise<number> {
  const [row] = await db().read.$queryRaw<{ received_at: bigint }[]>`
    SELECT received_at FROM deliveries WHERE received_at >= ${after} AND received_at < ${limit}
    ORDER BY received_at LIMIT 1 OFFSET ${STEP}`;
  return row === undefined ? limit : Math.max(Number(row.received_at), after + 1);
}

interface Due {
  id: string;
  /** The row goes, not only its body */
  whole: boolean;
}

/** Of what arrived in [from, until): a quarantined record ages from when it was dealt with, and not at all while it waits. */
async function dueRows(from: number, until: number, limits: { bodies: number; rows: number }): Promise<Due[]> {
  const age = Prisma.sql`CASE WHEN state = 'replayed' THEN replayed_at ELSE COALESCE(dismissed_at, received_at) END`;
  const rows = await db().read.$queryRaw<{ id: string; whole: number }[]>`
    SELECT id, CASE WHEN ${age} < ${limits.rows} THEN 1 ELSE 0 END AS whole FROM deliveries
    WHERE received_at >= ${from} AND received_at < ${until} AND COALESCE(state, '') <> 'open'
      AND ${age} < ${limits.bodies} AND (body IS NOT NULL OR ${age} < ${limits.rows})`;
  return rows.map(({ id, whole }) => ({ id, whole: Number(whole) === 1 }));
}

function slices(rows: Due[]): string[][] {
  return Array.from({ length: Math.ceil(rows.length / WRITE_STEP) }, (_, i) =>
    rows.slice(i * WRITE_STEP, (i + 1) * WRITE_STEP).map(({ id }) => id),
  );
}

/** Asked again in the write itself: meanwhile somebody may have brought a record back. */
const DEALT_WITH = { OR: [{ state: null }, { state: { not: "open" } }] };

async function removeRows(ids: string[]): Promise<number> {
  return (await db().write((tx) => tx.delivery.deleteMany({ where: { id: { in: ids }, ...DEALT_WITH } }))).count;
}

async function removeBodies(ids: string[]): Promise<number> {
  return (
    await db().write((tx) =>
      tx.delivery.updateMany({ where: { id: { in: ids }, ...DEALT_WITH }, data: { body: null } }),
    )
  ).count;
}

/** Takes on this hour's pruning; false when another process on the same database has. */
export function takePruningLease(now = Date.now()): Promise<boolean> {
  return takeLease(LEASE, EVERY_MS / 2, now);
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
