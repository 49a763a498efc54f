import { v7 as uuidv7 } from "uuid";
import type { Connection } from "../db";
import type { ViewRecord } from "../mindstamp/fields";
import { identifiersOf, tombstoneDigest } from "../privacy/identifiers";
import { withoutMentions } from "../privacy/mentions";
import { namesErased } from "../privacy/named";
import { emptyState, scrubRecord, scrubState } from "../privacy/scrub";
import { type Grave, graveOf, type PrivacyState } from "../privacy/state";
import type { Incoming, Outcome } from "./commit";
import type { StoredView } from "./row";
import { settle } from "./settle";

/** A batch while its records are settled one after another. */
export interface Settling {
  privacy: PrivacyState;
  /** By id: what is stored, as changed so far */
  stored: Map<string, StoredView>;
  changed: Map<string, StoredView>;
  /** Views of which this batch tells that they are an erased person's */
  buried: Set<string>;
  /** Names of files, and whether they name somebody who was erased */
  files: Map<string, boolean>;
}

export const newSettling = (privacy: PrivacyState, stored: Map<string, StoredView>): Settling => ({
  privacy,
  stored,
  changed: new Map(),
  buried: new Set(),
  files: new Map(),
});

interface Settled {
  outcome: Outcome;
  /** As it may be kept */
  incoming: Incoming;
}

/**
 * Settles a record, unless its view was deleted: then nothing changes. Of somebody who was erased it is taken without
 * anything personal, and the view counts for the key that stands for them; or not at all, if they chose so.
 */
export function settleGuarded(incoming: Incoming, settling: Settling): Settled {
  const settled = settleRecord(incoming, settling);
  const { origin } = settled.incoming;
  if (origin === undefined || settling.privacy.graves.size === 0 || !isNamed(origin.file, settling)) return settled;
  return { ...settled, incoming: { ...settled.incoming, origin: undefined } };
}

/** A file's name stands with each of its rows. */
function isNamed(file: string, { privacy, files }: Settling): boolean {
  const known = files.get(file) ?? namesErased(privacy, file);
  files.set(file, known);
  return known;
}

function settleRecord(incoming: Incoming, settling: Settling): Settled {
  const { privacy, stored, changed } = settling;
  const { record } = incoming;
  if (record === null) {
    const isPrivate = namesErased(privacy, incoming.body);
    return { outcome: settle(incoming, stored, changed), incoming: isPrivate ? { ...incoming, isPrivate } : incoming };
  }
  const held = stored.get(record.id);
  const grave = graveOfView(held, record, privacy);
  if (grave === null) {
    const isDeleted = held !== undefined && held.deletedAt !== null;
    if (!isDeleted) {
      const told = withoutMentions(record, privacy);
      const kept = told === record ? incoming : { ...incoming, record: told, isPrivate: true };
      return { outcome: settle(kept, stored, changed), incoming: kept };
    }
    const nothing = { ...incoming, record: null, isPrivate: true };
    return { outcome: nothingNew(incoming, record.id, "duplicate"), incoming: nothing };
  }
  const scrubbed: Incoming = { ...incoming, record: scrubRecord(record), isPrivate: true };
  bury(record, grave, incoming.receivedAt, settling);
  if (!grave.counted) return { outcome: nothingNew(incoming, record.id, "applied"), incoming: scrubbed };
  const outcome = settle(scrubbed, stored, changed);
  const view = stored.get(record.id);
  if (view) view.erasedAs = grave.pseudonym;
  // What it says beside its person is known already, but it is no copy of what was kept.
  return {
    outcome: outcome.outcome === "duplicate" ? { ...outcome, outcome: "applied" } : outcome,
    incoming: scrubbed,
  };
}

function graveOfView(held: StoredView | undefined, record: ViewRecord, privacy: PrivacyState): Grave | null {
  if (held && held.erasedAs !== null) return { pseudonym: held.erasedAs, counted: held.deletedAt === null };
  if (privacy.graves.size === 0 || (held && held.deletedAt !== null)) return null;
  return graveOf(privacy, identifiersOf(record.id, record.fields));
}

/** What is stored of the view so far, under whatever name, loses what is personal; one that does not count is emptied. */
function bury(record: ViewRecord, grave: Grave, now: number, { stored, changed, buried }: Settling): void {
  const { id, fields } = record;
  const held = stored.get(id);
  if (held && held.erasedAs !== null) return;
  buried.add(id);
  if (!held && grave.counted) return;
  const view: StoredView = grave.counted
    ? { ...(held as StoredView), state: scrubState((held as StoredView).state), erasedAs: grave.pseudonym }
    : {
        state: emptyState(id),
        receivedAt: held?.receivedAt ?? now,
        viewerKey: held?.viewerKey ?? null,
        occurredAt: held?.occurredAt ?? fields.started ?? fields.created_at ?? now,
        deletedAt: now,
        erasedAs: grave.pseudonym,
      };
  stored.set(id, view);
  changed.set(id, view);
}

function nothingNew({ chunk }: Incoming, id: string, outcome: "applied" | "duplicate"): Outcome {
  return { outcome, id, delivery: chunk === undefined ? uuidv7() : "" };
}

/** The batch's records as they may be kept: of one that came before the record that told whose view it is, nothing is. */
export function withoutPrivate(batch: Incoming[], { stored, buried }: Settling): Incoming[] {
  if (buried.size === 0) return batch;
  return batch.map((incoming) => {
    const { record } = incoming;
    const isErased = record !== null && stored.get(record.id)?.erasedAs;
    return isErased ? { ...incoming, record: scrubRecord(record), isPrivate: true } : incoming;
  });
}

/** What earlier deliveries of such views left: bodies, and a name under the view's own key. */
export async function forgetBuried(connection: Connection, { privacy, stored, buried }: Settling): Promise<void> {
  for (const id of buried) {
    const pseudonym = stored.get(id)?.erasedAs;
    if (!pseudonym) continue;
    const digest = tombstoneDigest({ kind: "view", value: id }, privacy.hmacKey);
    const counted = stored.get(id)?.deletedAt === null;
    await connection.query(
      "INSERT INTO tombstones (digest, pseudonym, counted, erased_at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING",
      [digest, pseudonym, connection.flag(counted), Date.now()],
    );
    await connection.query("DELETE FROM viewers WHERE key = $1", [`v-${id}`]);
    await connection.query("UPDATE deliveries SET body = NULL WHERE view_id = $1", [id]);
  }
}
