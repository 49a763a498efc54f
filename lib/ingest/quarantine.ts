import { db, Prisma } from "../db";
import { ALWAYS_SILENT, type Kind } from "./silences";

/** Rows changed by one transaction: deliveries that arrive meanwhile wait no longer than these take. */
const ROWS_A_WRITE = 2_000;

/** Takes these records off the list of what waits; their bodies stay until they are pruned. Returns how many it were. */
export async function dismiss(ids: string[], now = Date.now()): Promise<number> {
  const { count } = await db().write((tx) =>
    tx.delivery.updateMany({
      where: { id: { in: ids }, state: "open" },
      data: { state: "dismissed", dismissedAt: now },
    }),
  );
  return count;
}

/** Puts dismissed records back on the list, those whose bodies are still there. */
export async function bringBack(ids: string[]): Promise<number> {
  const { count } = await db().write((tx) =>
    tx.delivery.updateMany({
      where: { id: { in: ids }, state: "dismissed", body: { not: null }, reason: { not: ALWAYS_SILENT } },
      data: { state: "open", dismissedAt: null },
    }),
  );
  return count;
}

/**
 * Dismisses every waiting record of this kind, and what will come of it: a second webhook at this address must not alarm
 * for ever. Returns how many were waiting.
 */
export async function silence({ reason, path }: Kind, now = Date.now()): Promise<number> {
  await db().write(
    (tx) => tx.$executeRaw`INSERT INTO silences (reason, path, silenced_at) VALUES (${reason}, ${path ?? ""}, ${now})
      ON CONFLICT (reason, path) DO NOTHING`,
  );
  const place = path === null ? Prisma.sql`path IS NULL` : Prisma.sql`path = ${path}`;
  for (let total = 0; ; ) {
    const count = await db().write(
      (tx) => tx.$executeRaw`UPDATE deliveries SET state = 'dismissed', dismissed_at = ${now} WHERE id IN (
        SELECT id FROM deliveries WHERE state = 'open' AND reason = ${reason} AND ${place} LIMIT ${ROWS_A_WRITE})`,
    );
    total += count;
    if (count < ROWS_A_WRITE) return total;
  }
}

/** From now on records of this kind wait for somebody again; those dismissed meanwhile stay so. */
export async function endSilence({ reason, path }: Kind): Promise<void> {
  await db().write((tx) => tx.silence.deleteMany({ where: { reason, path: path ?? "" } }));
}
