import { audit } from "../audit";
import { db } from "../db";
import { log } from "../log";
import { forgetSnapshots } from "./leftovers";
import { deleted, rewriteViews } from "./rewrite";
import { inThread } from "./thread";
import { tidySoon } from "./tidy";

/** Names gone through in one transaction. */
const AT_ONCE = 500;

/**
 * Deletes views for good: they leave all figures, their rows are emptied, the bodies of their deliveries dropped, and a later
 * delivery of one changes nothing. Returns how many there were.
 */
export async function deleteViews(ids: readonly string[], actor: string | null): Promise<number> {
  const { count, keys } = await emptyViews(ids);
  if (count === 0) return 0;
  const subject = ids.length === 1 ? (ids[0] ?? null) : null;
  await db().commit(async (tx, revision) => {
    // By this all instances learn how far a replica must be for reports to be read there.
    await tx.counter.update({ where: { id: 1 }, data: { privacyRevision: revision } });
    await audit(tx, { actor, action: "views.deleted", subject, details: { views: count } });
  });
  // Nobody waits for this: it looks through all views.
  forgetNameless(keys)
    .catch((error: unknown) => log().warn({ error: String(error) }, "names of viewers without views were not removed"))
    .finally(tidySoon);
  return count;
}

/** Empties views and says whose they were. */
export async function emptyViews(ids: readonly string[]): Promise<{ count: number; keys: string[] }> {
  const keys = new Set<string>();
  const count = await rewriteViews(ids, deleted(Date.now()), async (_, views) => {
    for (const { viewerKey, deletedAt } of views) if (viewerKey && deletedAt === null) keys.add(viewerKey);
  });
  return { count, keys: [...keys] };
}

/** Removes the names of those of whom there is no view any more; exclusions stay. */
export async function forgetNameless(keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  const orphans = await inThread("orphans", { keys });
  if (orphans.length === 0) return;
  for (let from = 0; from < orphans.length; from += AT_ONCE) {
    const some = { in: orphans.slice(from, from + AT_ONCE) };
    await db().commit(
      async (tx, revision) => {
        // Emptied, not removed: whoever follows learns of rows that change.
        await tx.viewer.updateMany({
          where: { key: some },
          data: { name: null, email: null, phone: null, customId: null, fieldTimes: "{}", revision },
        });
      },
      { owed: false },
    );
  }
  // It would hold them until it is written the next time.
  forgetSnapshots();
}
