import { setImmediate } from "node:timers/promises";
import { db } from "../db";

/** Rows that one statement asks for by their ids: SQLite keeps the event loop for some milliseconds with each. */
const AT_ONCE = 500;

/** What is read of every view of a person. */
export interface PersonView {
  id: string;
  at: number;
  video: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  customId: string | null;
  correctness: number | null;
}

/** The given views, by id; those deleted meanwhile are missing. The store knows whose views they are: no index does. */
export async function personViews(ids: string[]): Promise<Map<string, PersonView>> {
  const found = new Map<string, PersonView>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    if (from > 0) await setImmediate();
    const rows = await db().read.view.findMany({
      where: { id: { in: ids.slice(from, from + AT_ONCE) }, deletedAt: null },
      select: {
        id: true,
        occurredAt: true,
        video_id: true,
        viewer_name: true,
        viewer_email: true,
        viewer_phone: true,
        viewer_custom_id: true,
        correctness: true,
      },
    });
    for (const row of rows)
      found.set(row.id, {
        id: row.id,
        at: Number(row.occurredAt),
        video: row.video_id,
        name: row.viewer_name,
        email: row.viewer_email,
        phone: row.viewer_phone,
        customId: row.viewer_custom_id,
        correctness: row.correctness,
      });
  }
  return found;
}
