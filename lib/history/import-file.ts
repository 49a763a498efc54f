import { randomUUID } from "node:crypto";
import type { Incoming, Outcome } from "../ingest/incoming";
import { type Counts, countOutcomes, noCounts, type Unreadable } from "./counts";
import { DamagedFile, type Piece } from "./piece";
import { type Cut, cutRecords, type FileFormat } from "./records";
import type { Sink } from "./store";

/** One transaction; short, so that deliveries need not wait long for it. */
const CHUNK_RECORDS = 1_000;
const CHUNK_BYTES = 4 * 1_048_576;
/** So many of the unreadable records are named; the ledger has them all. */
const NAMED = 20;

/** Reasons for which the file is at fault, and not what its author wrote in a record. */
const BROKEN = new Set(["invalid_json", "invalid_csv", "invalid_utf8", "unclosed_quote", "too_large"]);

export interface Imported {
  file: string;
  format: FileFormat | null;
  counts: Counts;
  /** The last line of which a record was stored */
  line: number;
  /** Columns kept beside the view's fields */
  unknown: string[];
  /** The first of them */
  unreadable: Unreadable[];
  /** Records that are not whole, as against those that are no views */
  broken: number;
  /** Why the file could not be read to its end */
  damage: string | null;
  /** It was asked to stop; the same import again goes on */
  stopped: boolean;
}

export interface ImportOptions {
  file: string;
  sink: Sink;
  signal?: AbortSignal;
  chunkRecords?: number;
  onProgress?(imported: Imported): void;
}

/**
 * Puts a file's records into the sink, chunk by chunk in order, reading the next while one is being stored. Whatever is
 * wrong with the file, what was good in it before is stored.
 */
export async function importFile(source: AsyncIterable<Uint8Array>, options: ImportOptions): Promise<Imported> {
  const { file, sink, signal, onProgress } = options;
  const imported: Imported = {
    file,
    format: null,
    counts: noCounts(),
    line: 0,
    unknown: [],
    unreadable: [],
    broken: 0,
    damage: null,
    stopped: false,
  };
  let storing: Promise<void> = Promise.resolve();
  const store = async (items: Incoming[]) => {
    note(imported, items, await sink.take(items));
    onProgress?.(imported);
  };
  try {
    for await (const { cut, pieces } of chunksOf(cutRecords(source), options.chunkRecords ?? CHUNK_RECORDS)) {
      imported.format = cut.format;
      imported.unknown = cut.unknown;
      const items = understood(cut, pieces, file);
      await storing;
      if (signal?.aborted) {
        imported.stopped = true;
        break;
      }
      storing = store(items);
      // Its failure is told where it is awaited.
      storing.catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof DamagedFile)) {
      // Nothing may be under way when the caller hears of it.
      await Promise.allSettled([storing]);
      throw error;
    }
    imported.damage = error.message;
  }
  await storing;
  return imported;
}

async function* chunksOf(
  cuts: AsyncIterable<Cut>,
  size: number,
): AsyncGenerator<{ cut: Cut; pieces: Piece[] }, void, undefined> {
  let waiting: Piece[] = [];
  let bytes = 0;
  let last: Cut | null = null;
  try {
    for await (const cut of cuts) {
      last = cut;
      for (const piece of cut.pieces) {
        waiting.push(piece);
        bytes += piece.raw.length;
        if (waiting.length < size && bytes < CHUNK_BYTES) continue;
        yield { cut, pieces: waiting };
        waiting = [];
        bytes = 0;
      }
    }
  } catch (error) {
    // What came before the damage is good.
    if (last && waiting.length > 0) yield { cut: last, pieces: waiting };
    throw error;
  }
  if (last && waiting.length > 0) yield { cut: last, pieces: waiting };
}

function understood(cut: Cut, pieces: Piece[], file: string): Incoming[] {
  const from = { receivedAt: Date.now(), source: "import" as const, keyId: null, chunk: randomUUID() };
  return cut
    .understand(pieces, from)
    .map((item, i) => ({ ...item, origin: { file, line: (pieces[i] as Piece).line } }));
}

function note(imported: Imported, items: Incoming[], outcomes: Outcome[]): void {
  countOutcomes(imported.counts, outcomes);
  imported.line = items.at(-1)?.origin?.line ?? imported.line;
  outcomes.forEach(({ outcome, reason = "unreadable" }, i) => {
    if (outcome !== "quarantined") return;
    if (BROKEN.has(reason)) imported.broken++;
    const { origin, rejection } = items[i] as Incoming;
    if (imported.unreadable.length < NAMED)
      imported.unreadable.push({ line: origin?.line ?? 0, reason, path: rejection?.path ?? null });
  });
}
