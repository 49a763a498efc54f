import { v7 as uuidv7 } from "uuid";
import type { Connection } from "../db";
import type { ViewRecord } from "../mindstamp/fields";
import { identifiersOf, personIdentifiers, tombstoneDigest } from "../privacy/identifiers";
import type { Late } from "../privacy/late";
import { withoutMentions } from "../privacy/mentions";
import { namesErased } from "../privacy/named";
import { emptyState, scrubRecord, scrubState } from "../privacy/scrub";
import { type Grave, graveOf, type PrivacyState } from "../privacy/state";
import { SWEPT } from "../privacy/swept";
import { layFound, noteChange } from "../privacy/tombstones";
import type { Incoming, Outcome } from "./incoming";
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
  /** Tombstones that this batch lays: viewer ids of erased people by digest, and whose they are */
  laid: Map<string, Buried>;
  /** Addresses and custom ids of erased people that may be others' too */
  late: Late[];
  /** Names of files, and whether they name somebody who was erased */
  files: Map<string, boolean>;
}

interface Buried {
  grave: Grave;
  viewer: string;
}

export const newSettling = (privacy: PrivacyState, stored: Map<string, StoredView>): Settling => ({
  privacy,
  stored,
  changed: new Map(),
  buried: new Set(),
  laid: new Map(),
  late: [],
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
  const grave = graveOfView(held, record, settling);
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
  rememberAll(held, record, grave, settling);
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

function graveOfView(held: StoredView | undefined, record: ViewRecord, { privacy, laid }: Settling): Grave | null {
  if (held && held.erasedAs !== null) return { pseudonym: held.erasedAs, counted: held.deletedAt === null };
  if (privacy.graves.size === 0 || (held && held.deletedAt !== null)) return null;
  const viewer = record.fields.viewer_id;
  const known = graveOf(privacy, identifiersOf(record.id, record.fields));
  if (known !== null || laid.size === 0 || !viewer) return known;
  return laid.get(tombstoneDigest({ kind: "viewer", value: viewer }, privacy.hmacKey))?.grave ?? null;
}

/** What else they are known by, now or by what is stored of the view. A viewer id is nobody else's. */
function rememberAll(held: StoredView | undefined, record: ViewRecord, grave: Grave, settling: Settling): void {
  const { privacy, laid, late } = settling;
  for (const fields of held?.erasedAs === null ? [record.fields, held.state.fields] : [record.fields])
    for (const told of personIdentifiers(fields)) {
      const digest = tombstoneDigest(told, privacy.hmacKey);
      if (privacy.graves.has(digest)) continue;
      if (told.kind === "viewer") laid.set(digest, { grave, viewer: told.value });
      else late.push({ grave, told });
    }
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

/**
 * Records as they may tell names: under a viewer id that this batch lays to rest, none. Its row was emptied by now, and what
 * was read of it before would be written again.
 */
export function withoutLaid(records: ViewRecord[], { laid }: Settling): ViewRecord[] {
  if (laid.size === 0) return records;
  const viewers = new Set(Array.from(laid.values(), ({ viewer }) => viewer));
  return records.map((record) => (viewers.has(record.fields.viewer_id ?? "") ? scrubRecord(record) : record));
}

const EMPTIED =
  "UPDATE viewers SET name = NULL, email = NULL, phone = NULL, custom_id = NULL, field_times = '{}', revision = $1 WHERE key = $2";

/** What earlier deliveries of such views left: bodies, and names under the view's own key or a viewer id. */
export async function forgetBuried(connection: Connection, settling: Settling, revision: number): Promise<void> {
  const { privacy, stored, buried, laid } = settling;
  for (const id of buried) {
    const pseudonym = stored.get(id)?.erasedAs;
    if (!pseudonym) continue;
    const counted = stored.get(id)?.deletedAt === null;
    await layFound(connection, { kind: "view", value: id }, { pseudonym, counted }, privacy.hmacKey);
    await connection.query(EMPTIED, [revision, `v-${id}`]);
    await connection.query("UPDATE deliveries SET body = NULL WHERE view_id = $1", [id]);
  }
  for (const { grave, viewer } of laid.values()) {
    await layFound(connection, { kind: "viewer", value: viewer }, grave, privacy.hmacKey);
    await connection.query(EMPTIED, [revision, viewer]);
  }
  if (laid.size === 0) return;
  await noteChange(connection, revision);
  // What stands under the id is erased shortly; should the process end before, by the next start.
  await connection.query("DELETE FROM settings WHERE key = $1", [SWEPT]);
}
