import { addMonths } from "date-fns";
import { audit } from "../audit";
import { db } from "../db";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { settings } from "../settings";
import { emptyViews, forgetNameless } from "./delete-views";
import { inThread } from "./thread";

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** The first time, once the start has settled. */
const FIRST_MS = 120_000;
const STEP = 2_000;
const PURGE_STEP = 500;
/** A replica may be read meanwhile: this goes on for long, and nobody waits for it. */
const BY_ITSELF = { owed: false };
/** In the settings table: which day's work somebody has taken on. */
const LEASE = "retainedAt";

/** Views from before this are past their time. */
export function retentionLimit(months: number, now: number): number {
  return addMonths(new Date(now), -months).getTime();
}

/** How many views would go if only so many months were kept. */
export function countPast(months: number, now = Date.now()): Promise<number> {
  return inThread("countOlder", { before: retentionLimit(months, now) });
}

export interface Retained {
  views: number;
  /** Rows of views that were deleted a day ago or longer, and are now gone for good */
  purged: number;
}

/**
 * Deletes views that are older than Settings say, in small steps: first they leave the figures, and a day later, when every
 * process has seen that, their rows go for good. Safe to cut off and to run twice. Where all are kept nothing is done.
 */
export async function retain(now = Date.now()): Promise<Retained> {
  const { keepViewsMonths: months } = await settings();
  if (months === null) return { views: 0, purged: 0 };
  const before = retentionLimit(months, now);
  const purged = await purge(before, now - DAY_MS);
  let views = 0;
  for (;;) {
    const ids = await inThread("older", { before, most: STEP });
    const { count, keys } = await emptyViews(ids);
    views += count;
    await forgetNameless(keys);
    if (ids.length < STEP) break;
  }
  // Otherwise they would stand in the file's older pages, or in the log beside it, until other writing takes their place.
  if (views + purged > 0) await inThread("clean", { texts: [] });
  if (views > 0)
    await db().write((tx) =>
      audit(tx, {
        actor: null,
        action: "retention.applied",
        details: { views, before: new Date(before).toISOString() },
      }),
    );
  return { views, purged };
}

async function purge(before: number, deletedBefore: number): Promise<number> {
  let purged = 0;
  for (;;) {
    const ids = await inThread("purgeable", { before, deletedBefore, most: STEP });
    for (let from = 0; from < ids.length; from += PURGE_STEP) {
      const some = { in: ids.slice(from, from + PURGE_STEP) };
      await db().commit(async (tx) => {
        const { _max } = await tx.view.aggregate({ where: { id: some }, _max: { revision: true } });
        const { purgedRevision } = await tx.counter.findFirstOrThrow({ select: { purgedRevision: true } });
        const revision = _max.revision ?? 0n;
        if (revision > purgedRevision)
          await tx.counter.update({ where: { id: 1 }, data: { purgedRevision: revision } });
        purged += (await tx.view.deleteMany({ where: { id: some, deletedAt: { not: null } } })).count;
      }, BY_ITSELF);
    }
    if (ids.length < STEP) return purged;
  }
}

/** Takes on today's work; false when another process on the same database has. */
async function takeLease(now = Date.now()): Promise<boolean> {
  const [value, before] = [String(now), String(now - DAY_MS)];
  const taken = await db().write(
    (tx) => tx.$executeRaw`INSERT INTO settings (key, value, updated_at) VALUES (${LEASE}, ${value}, ${new Date(now)})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at WHERE settings.value < ${before}`,
  );
  return taken === 1;
}

/** After another choice of months: the day's work is done once more, by whoever looks next. */
export async function retainAnew(): Promise<void> {
  await db().write((tx) => tx.setting.deleteMany({ where: { key: LEASE } }));
}

/** When old views were last looked for; null: not since the choice of months. */
export async function retainedAt(): Promise<Date | null> {
  const row = await db().read.setting.findUnique({ where: { key: LEASE } });
  return row === null ? null : new Date(Number(row.value));
}

/** Once a day from now on, off the request path, until the process ends. */
export function startRetention(): void {
  oncePerProcess("privacy.retention", () => {
    setTimeout(() => void retainNow(), FIRST_MS).unref();
    setInterval(() => void retainNow(), EVERY_MS).unref();
    return true;
  });
}

async function retainNow(): Promise<void> {
  try {
    if ((await settings()).keepViewsMonths === null || !(await takeLease())) return;
    const { views, purged } = await retain();
    if (views + purged > 0) log().info({ views, purged }, "old views deleted");
  } catch (error) {
    log().warn({ error: String(error) }, "old views were not deleted; it is tried again tomorrow");
  }
}
