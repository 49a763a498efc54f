import { db, Prisma } from "../db";

const DAY_MS = 86_400_000;
/** So many deliveries back tell what is usual. */
const GAPS = 500;
const TIMES_USUAL = 5;

export interface Quiet {
  /** ISO instant of the webhook's last delivery */
  lastAt: string;
  quietMs: number;
  /** In 95 of 100 cases the next delivery came within this; null: there was only one so far */
  usualMs: number | null;
  /** Quiet for longer is taken for a fault */
  limitMs: number;
  stopped: boolean;
}

/** How long the webhook has been quiet, beside what is usual for it. Null before its first delivery. */
export async function webhookQuiet(now: number): Promise<Quiet | null> {
  return quietOf(await arrivals(Prisma.sql`source = 'webhook'`, GAPS + 1), now);
}

/** The newest instants at which something arrived, newest first: records of one delivery share theirs. */
export async function arrivals(where: Prisma.Sql, count: number): Promise<number[]> {
  const rows = await db().read.$queryRaw<{ received_at: bigint }[]>`
    SELECT DISTINCT received_at FROM deliveries WHERE ${where} ORDER BY received_at DESC LIMIT ${count}`;
  return rows.map(({ received_at }) => Number(received_at));
}

export function quietOf(newestFirst: number[], now: number): Quiet | null {
  const [last] = newestFirst;
  if (last === undefined) return null;
  const gaps = newestFirst.slice(1).map((earlier, i) => (newestFirst[i] as number) - earlier);
  gaps.sort((a, b) => a - b);
  const usualMs = gaps[Math.ceil(0.95 * gaps.length) - 1] ?? null;
  const limitMs = Math.max(DAY_MS, TIMES_USUAL * (usualMs ?? 0));
  const quietMs = Math.max(0, now - last);
  return { lastAt: new Date(last).toISOString(), quietMs, usualMs, limitMs, stopped: quietMs > limitMs };
}
