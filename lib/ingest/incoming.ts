import type { ViewRecord } from "../mindstamp/fields";
import { isRejection, parseView } from "../mindstamp/view";

export type Source = "webhook" | "import" | "backfill" | "demo";

/** One record on its way to the ledger: understood, or already known to be unreadable. */
export interface Incoming {
  record: ViewRecord | null;
  rejection: { reason: string; path: string | null; id?: string; videoId?: string } | null;
  /** The record as it came. */
  body: Uint8Array;
  receivedAt: number;
  source: Source;
  keyId: string | null;
  /** Rows of one chunk of a file share one ledger row, without bodies. */
  chunk?: string;
  /** Where an imported record stood: the file, and the line it begins on. */
  origin?: { file: string; line: number };
  /** Of somebody who was erased, or of a view that was deleted: its bytes are not kept */
  isPrivate?: boolean;
  /** Set on a replay, and when: the record has its ledger row already, and is judged by this clock. */
  replayedAt?: number;
  /** On a replay: that ledger row */
  replayOf?: string;
}

export interface Outcome {
  outcome: "applied" | "duplicate" | "stale" | "quarantined";
  /** The view's id; null when the record has none. */
  id: string | null;
  reason?: string;
  /** The ledger's row. */
  delivery: string;
}

/** Understands a parsed record; unreadable ones go on to quarantine. */
export function toIncoming(
  value: unknown,
  raw: Uint8Array,
  from: Pick<Incoming, "receivedAt" | "source" | "keyId" | "chunk">,
): Incoming {
  const parsed = parseView(value);
  if (isRejection(parsed)) return { record: null, rejection: parsed, body: raw, ...from };
  return { record: parsed, rejection: null, body: raw, ...from };
}
