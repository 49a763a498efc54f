import { setImmediate as nextTurn } from "node:timers/promises";
import { type Connection, db } from "../db";
import { marks } from "../db/statement";
import { readViews, type StoredView, writeViews } from "../ingest/row";
import { emptyState, scrubState } from "./scrub";
import { type Grave, type PrivacyState, privacyState } from "./state";

/** Views of one transaction: a delivery waits for no more. */
const AT_ONCE = 100;

/** What a view becomes; null: it stays as it is. */
type Change = (view: StoredView, privacy: PrivacyState) => StoredView | null;

/**
 * Changes stored views in small transactions, and drops the bodies of their deliveries. Returns how many were changed;
 * `within` does more in each transaction.
 */
export async function rewriteViews(
  ids: readonly string[],
  change: Change,
  within?: (connection: Connection, views: StoredView[]) => Promise<void>,
): Promise<number> {
  let changed = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    changed += await db().commitRows(async (connection, taken) => {
      const revision = await taken;
      const privacy = await privacyState(connection);
      const stored = [...(await readViews(connection, some)).values()];
      const views = stored.flatMap((view) => change(view, privacy) ?? []);
      await within?.(connection, stored);
      if (views.length > 0)
        await connection.query(
          `UPDATE deliveries SET body = NULL WHERE body IS NOT NULL AND view_id IN (${marks(views.length)})`,
          views.map(({ state }) => state.id),
        );
      await writeViews(connection, views, revision, privacy.hmacKey);
      return views.length;
    });
    await nextTurn();
  }
  return changed;
}

/** Of an erased person: without anything personal, and emptied where it counts no more. */
export function erased({ pseudonym, counted }: Grave, now: number): Change {
  return (view) => {
    if (!counted) return { ...emptied(view, now), erasedAs: pseudonym };
    if (view.deletedAt !== null) return null;
    return { ...view, state: scrubState(view.state), erasedAs: pseudonym };
  };
}

/** Deleted for good: the empty row keeps a later delivery out. */
export function deleted(now: number): Change {
  return (view) => (view.deletedAt === null ? emptied(view, now) : null);
}

function emptied(view: StoredView, now: number): StoredView {
  return { ...view, state: emptyState(view.state.id), deletedAt: view.deletedAt ?? now };
}
