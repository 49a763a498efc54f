import { v7 as uuidv7 } from "uuid";
import { type Connection, db, type Target } from "../db";
import type { ViewRecord } from "../mindstamp/fields";
import { merge } from "./merge";
import { refreshNames } from "./names";
import { readViews, type StoredView, writeViews } from "./row";
import { isSilent, type Silence, silencesIn } from "./silences";

export type Source = "webhook" | "import" | "backfill" | "demo";

/** One record on its way to the ledger: understood, or already known to be unreadable. */
export interface Incoming {
  record: ViewRecord | null;
  rejection: { reason: string; path: string | null; id?: string } | null;
  /** The record as it came. */
  body: Uint8Array;
  receivedAt: number;
  source: Source;
  keyId: string | null;
  /** Rows of one chunk of a file share one ledger row, without bodies. */
  chunk?: string;
  /** Where an imported record stood: the file, and the line it begins on. */
  origin?: { file: string; line: number };
  /** Set on a replay, and when: the record has its ledger row already, and is judged by this clock. */
  replayedAt?: number;
}

export interface Outcome {
  outcome: "applied" | "duplicate" | "stale" | "quarantined";
  /** The view's id; null when the record has none. */
  id: string | null;
  reason?: string;
  /** The ledger's row. */
  delivery: string;
}

/** A view's clock this far ahead would keep every later update out. */
const MAX_AHEAD_MS = 10 * 60_000;

const DELIVERIES: Target = {
  table: "deliveries",
  columns: [
    "id",
    "received_at",
    "outcome",
    "reason",
    "path",
    "source",
    "origin",
    "key_id",
    "view_id",
    "video_id",
    "updated_at",
    "bytes",
    "records",
    "body",
    "state",
    "dismissed_at",
  ],
};

/** Merges and stores a batch in one transaction, each record with its own outcome and ledger row. */
export function commitBatch(batch: Incoming[]): Promise<Outcome[]> {
  return db().commitRows(async (connection, revision) => {
    const hmacKey = await readHmacKey(connection);
    const stored = await readViews(connection, [...new Set(batch.flatMap(({ record }) => record?.id ?? []))]);
    const changed = new Map<string, StoredView>();
    const outcomes = batch.map((incoming) => settle(incoming, stored, changed));
    const understood = batch.flatMap(({ record }, i) =>
      record && outcomes[i]?.outcome !== "quarantined" ? record : [],
    );
    await refreshNames(connection, understood, revision, hmacKey);
    await writeLedger(connection, batch, outcomes);
    await writeViews(connection, [...changed.values()], revision, hmacKey);
    return outcomes;
  });
}

async function readHmacKey(connection: Connection): Promise<string> {
  const [row] = await connection.query("SELECT hmac_key FROM counter WHERE id = 1");
  return String(row?.hmac_key ?? "");
}

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
    const view = { state, receivedAt };
    stored.set(record.id, view);
    changed.set(record.id, view);
  }
  return { outcome, id: record.id, delivery: chunk === undefined ? uuidv7() : "" };
}

/** key_id, view_id, video_id and updated_at of a row that stands for many records. */
const NONE = [null, null, null, null];

async function writeLedger(connection: Connection, batch: Incoming[], outcomes: Outcome[]): Promise<void> {
  const unreadable = outcomes.some(({ outcome }) => outcome === "quarantined");
  const silences = unreadable ? await silencesIn(connection) : [];
  await connection.put(DELIVERIES, ledgerRows(batch, outcomes, silences));
}

/** Records of a chunk that came to the same. */
interface Counted {
  row: unknown[];
  records: number;
  bytes: number;
  from: Incoming["origin"];
  to: Incoming["origin"];
}

/** A chunk's unreadable records keep rows and bodies of their own; its others are counted in one row an outcome. */
function ledgerRows(batch: Incoming[], outcomes: Outcome[], silences: Silence[]): unknown[][] {
  const rows: unknown[][] = [];
  const counts = new Map<string, Counted>();
  batch.forEach((incoming, i) => {
    const settled = outcomes[i] as Outcome;
    const { outcome, id, reason, delivery } = settled;
    const { record, rejection, receivedAt, source, origin, keyId, body, chunk, replayedAt } = incoming;
    if (replayedAt !== undefined) return;
    if (chunk !== undefined && outcome !== "quarantined") {
      const count = counts.get(`${chunk} ${outcome}`) ?? {
        row: [uuidv7(), receivedAt, outcome, source],
        records: 0,
        bytes: 0,
        from: origin,
        to: origin,
      };
      count.to = origin;
      settled.delivery = String(count.row[0]);
      count.records++;
      count.bytes += body.length;
      counts.set(`${chunk} ${outcome}`, count);
      return;
    }
    const { video_id = null, updated_at = null } = record?.fields ?? {};
    const path = rejection?.path ?? null;
    const silent = reason !== undefined && isSilent(silences, reason, path);
    rows.push([
      delivery,
      receivedAt,
      outcome,
      reason ?? null,
      path,
      source,
      origin ? `${origin.file}, line ${origin.line}` : null,
      keyId,
      id,
      video_id,
      updated_at,
      body.length,
      1,
      Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      outcome !== "quarantined" ? null : silent ? "dismissed" : "open",
      silent ? receivedAt : null,
    ]);
  });
  for (const {
    row: [delivery, receivedAt, outcome, source],
    records,
    bytes,
    from,
    to,
  } of counts.values()) {
    const origin = from && to ? `${from.file}, lines ${from.line}–${to.line}` : null;
    rows.push([delivery, receivedAt, outcome, null, null, source, origin, ...NONE, bytes, records, null, null, null]);
  }
  return rows;
}
