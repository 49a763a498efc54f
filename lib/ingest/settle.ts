import { v7 as uuidv7 } from "uuid";
import type { Incoming, Outcome } from "./incoming";
import { merge } from "./merge";
import type { StoredView } from "./row";

/** A view's clock this far ahead would keep every later update out. */
const MAX_AHEAD_MS = 10 * 60_000;

/** One record against what is stored and what this batch has changed so far, in order of arrival. */
export function settle(incoming: Incoming, stored: Map<string, StoredView>, changed: Map<string, StoredView>): Outcome {
  const { record, rejection, chunk } = incoming;
  if (record === null) {
    const { reason = "unreadable", id = null } = rejection ?? {};
    return { outcome: "quarantined", id, reason, delivery: uuidv7() };
  }
  const quarantined = (reason: string): Outcome => ({
    outcome: "quarantined",
    id: record.id,
    reason,
    delivery: uuidv7(),
  });
  const now = incoming.replayedAt ?? incoming.receivedAt;
  if ((record.fields.updated_at ?? 0) > now + MAX_AHEAD_MS) return quarantined("updated_in_future");
  const held = stored.get(record.id);
  const [was, is] = [held?.state.fields.video_id, record.fields.video_id];
  if (was && is && was !== is) return quarantined("other_video");
  const { state, outcome, changed: rewrite } = merge(held?.state ?? null, record);
  const receivedAt = Math.min(held?.receivedAt ?? incoming.receivedAt, incoming.receivedAt);
  if (rewrite || receivedAt !== held?.receivedAt) {
    const { viewerKey = null, erasedAs = null } = held ?? {};
    const view = { state, receivedAt, viewerKey, erasedAs, deletedAt: null };
    stored.set(record.id, view);
    changed.set(record.id, view);
  }
  return { outcome, id: record.id, delivery: chunk === undefined ? uuidv7() : "" };
}
