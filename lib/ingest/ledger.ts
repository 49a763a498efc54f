import { v7 as uuidv7 } from "uuid";
import type { Connection, Target } from "../db";
import type { Incoming, Outcome } from "./incoming";
import { isSilent, type Silence, silencesIn } from "./silences";

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

/** key_id, view_id, video_id and updated_at of a row that stands for many records. */
const NONE = [null, null, null, null];

/** A ledger row for each record, or for each outcome of a chunk. */
export async function writeLedger(connection: Connection, batch: Incoming[], outcomes: Outcome[]): Promise<void> {
  const unreadable = outcomes.some(({ outcome }) => outcome === "quarantined");
  const silences = unreadable ? await silencesIn(connection) : [];
  await connection.put(DELIVERIES, ledgerRows(batch, outcomes, silences));
}

/** A replayed record that may not be kept loses its bytes with the commit that says so, and waits for nobody any more. */
export async function forgetReplayed(connection: Connection, batch: Incoming[]): Promise<void> {
  for (const { replayOf, replayedAt, isPrivate } of batch)
    if (isPrivate && replayOf !== undefined)
      await connection.query(
        `UPDATE deliveries SET body = NULL, path = NULL, origin = NULL,
           dismissed_at = CASE WHEN state = 'open' THEN $2 ELSE dismissed_at END,
           state = CASE WHEN state = 'open' THEN 'dismissed' ELSE state END WHERE id = $1`,
        [replayOf, replayedAt],
      );
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
    const { video_id = rejection?.videoId ?? null, updated_at = null } = record?.fields ?? {};
    // What is not kept can neither be replayed nor say where the problem is.
    const path = incoming.isPrivate ? null : (rejection?.path ?? null);
    const silent = reason !== undefined && (incoming.isPrivate || isSilent(silences, reason, path));
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
      incoming.isPrivate ? null : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
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
