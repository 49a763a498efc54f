import { db, type Tx } from "../db";
import { keptRow } from "../history/table";
import type { Incoming, Outcome } from "./incoming";
import { ingest } from "./ingest";
import { recordsOf } from "./records";
import { ALWAYS_SILENT, type Kind } from "./silences";

/** What is read into memory, and put into the queue of ingest, at a time. */
const ROWS_AT_ONCE = 200;
const BYTES_AT_ONCE = 4 * 1_048_576;
const RECORDS_AT_ONCE = 1_000;

type OutcomeName = Outcome["outcome"];

export interface Replayed {
  /** How many ledger rows came to what */
  outcomes: Record<OutcomeName, number>;
  /** Rows whose bodies are pruned, or that were dealt with before */
  skipped: number;
}

interface Row {
  id: string;
  receivedAt: bigint;
  source: string;
  keyId: string | null;
  body: Uint8Array | null;
}

interface Result extends Kind {
  id: string;
  outcome: OutcomeName;
}

const nothing = (): Replayed => ({ outcomes: { applied: 0, duplicate: 0, stale: 0, quarantined: 0 }, skipped: 0 });

/**
 * Puts quarantined records through ingest again, as they came, and notes on their rows what became of them. One that is
 * still unreadable stays where it is, under the reason of today; one that was replayed before is left alone.
 */
export async function replay(ids: string[], now = Date.now()): Promise<Replayed> {
  const total = nothing();
  const found = await db().read.delivery.findMany({
    where: { id: { in: ids }, state: { in: ["open", "dismissed"] }, body: { not: null } },
    select: { id: true, bytes: true },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
  });
  total.skipped = new Set(ids).size - found.length;
  for (const part of partsOf(found)) {
    const rows = await db().read.delivery.findMany({
      where: { id: { in: part } },
      select: { id: true, receivedAt: true, source: true, keyId: true, body: true },
      orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    });
    for (const result of await replayRows(rows, now)) total.outcomes[result.outcome]++;
  }
  return total;
}

/**
 * Replays what waits of a kind, oldest first, until `deadline`. Rows that were replayed at `startedAt` or later are left out,
 * so that a second call with the same `startedAt` goes on where the first one stopped; `complete` says that none is left.
 * Each is judged by that clock.
 */
export async function replayKind(
  { reason, path }: Kind,
  { startedAt, deadline }: { startedAt: number; deadline: number },
): Promise<Replayed & { complete: boolean }> {
  const total = nothing();
  while (Date.now() < deadline) {
    const rows = await db().read.delivery.findMany({
      where: {
        state: "open",
        reason,
        path,
        body: { not: null },
        OR: [{ replayedAt: null }, { replayedAt: { lt: startedAt } }],
      },
      select: { id: true },
      orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
      take: ROWS_AT_ONCE,
    });
    if (rows.length === 0) return { ...total, complete: true };
    const part = await replay(
      rows.map(({ id }) => id),
      startedAt,
    );
    for (const outcome of Object.keys(total.outcomes) as OutcomeName[])
      total.outcomes[outcome] += part.outcomes[outcome];
    total.skipped += part.skipped;
  }
  return { ...total, complete: false };
}

/** Ids in parts whose bodies together are small enough to be held. */
function partsOf(rows: { id: string; bytes: number }[]): string[][] {
  const parts: string[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const last = parts.at(-1);
    if (last && last.length < ROWS_AT_ONCE && bytes + row.bytes <= BYTES_AT_ONCE) last.push(row.id);
    else {
      parts.push([row.id]);
      bytes = 0;
    }
    bytes += row.bytes;
  }
  return parts;
}

async function replayRows(rows: Row[], now: number): Promise<Result[]> {
  const results: Result[] = [];
  let waiting: { row: Row; items: Incoming[] }[] = [];
  let records = 0;
  const send = async () => {
    const outcomes = await ingest(waiting.flatMap(({ items }) => items));
    let at = 0;
    const done = waiting.map(({ row, items }) => {
      const own = outcomes.slice(at, at + items.length);
      at += items.length;
      return resultOf(row.id, own, items);
    });
    await note(done, now);
    results.push(...done);
    waiting = [];
    records = 0;
  };
  for (const row of rows) {
    const items = incomingOf(row, now);
    if (records > 0 && records + items.length > RECORDS_AT_ONCE) await send();
    waiting.push({ row, items });
    records += items.length;
  }
  if (waiting.length > 0) await send();
  return results;
}

/** The content type is not kept: if the body reads as JSON today, or as a row of a table that was imported, it is taken. */
function incomingOf({ id, receivedAt, source, keyId, body }: Row, replayedAt: number): Incoming[] {
  const from = { receivedAt: Number(receivedAt), source: source as Incoming["source"], keyId };
  const bytes = body ?? new Uint8Array();
  const row = source === "import" ? keptRow(bytes, from) : null;
  const items = row ? [row] : recordsOf(bytes, null, from).items;
  return items.map((item) => ({ ...item, replayedAt, replayOf: id }));
}

/** A body may hold several records: it is done with when all of them are, and what changed most says what it came to. */
function resultOf(id: string, outcomes: Outcome[], items: Incoming[]): Result {
  const bad = outcomes.findIndex(({ outcome }) => outcome === "quarantined");
  if (bad !== -1) {
    const { reason } = outcomes[bad] as Outcome;
    return { id, outcome: "quarantined", reason: reason ?? "unreadable", path: items[bad]?.rejection?.path ?? null };
  }
  const best = (["applied", "stale"] as const).find((name) => outcomes.some(({ outcome }) => outcome === name));
  return { id, outcome: best ?? "duplicate", reason: "", path: null };
}

/** Should the process die before this, the next replay finds duplicates and notes those: the views are the same. */
async function note(results: Result[], now: number): Promise<void> {
  const alike = new Map<string, Result & { ids: string[] }>();
  for (const result of results) {
    const key = JSON.stringify([result.outcome, result.reason, result.path]);
    const group = alike.get(key) ?? { ...result, ids: [] };
    group.ids.push(result.id);
    alike.set(key, group);
  }
  await db().write(async (tx) => {
    for (const { ids, outcome, reason, path } of alike.values()) {
      await tx.delivery.updateMany({
        where: { id: { in: ids }, state: { in: ["open", "dismissed"] } },
        data: {
          replayedAt: now,
          replayOutcome: outcome,
          ...(outcome === "quarantined" ? { reason, path } : { state: "replayed" }),
        },
      });
      // It may have become one of a kind that nobody wants to hear of.
      if (outcome === "quarantined" && (await isSilenced(tx, { reason, path })))
        await tx.delivery.updateMany({
          where: { id: { in: ids }, state: "open" },
          data: { state: "dismissed", dismissedAt: now },
        });
    }
  });
}

async function isSilenced(tx: Tx, { reason, path }: Kind): Promise<boolean> {
  return reason === ALWAYS_SILENT || (await tx.silence.count({ where: { reason, path: path ?? "" } })) > 0;
}
