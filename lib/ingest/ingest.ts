import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { db } from "../db";
import { isOutage } from "../db/outage";
import { log } from "../log";
import { metrics } from "../watching/metrics";
import { type Batch, mostJobs, takeBatch } from "./batch";
import { commitBatch } from "./commit";
import { deliveriesAtWork, gatherDeliveries } from "./gate";
import { type Incoming, type Outcome, type Source, toIncoming } from "./incoming";
import { type Queue, queued } from "./queued";

/** What may wait; beyond, a sender is told to come back. */
const MAX_QUEUED_RECORDS = 20_000;
const MAX_QUEUED_BYTES = 32 * 1_048_576;

/** More waits already than is good: 429. */
export class IngestBusy extends Error {
  override name = "IngestBusy";
}

/** Not stored, and the sender should try again: 503. */
export class IngestUnavailable extends Error {
  override name = "IngestUnavailable";

  /** By name: what arrives together is committed by whichever evaluation of this module came first, and fails with its class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "IngestUnavailable";
  }
}

/**
 * Stores records and says what became of each, in order, once they are durable. While one transaction commits, what
 * arrives waits and is taken together by the next. Throws IngestBusy or IngestUnavailable; nothing is stored then.
 */
export function ingest(items: Incoming[]): Promise<Outcome[]> {
  if (items.length === 0) return Promise.resolve([]);
  const waiting = queued();
  const bytes = items.reduce((sum, { body }) => sum + body.length, 0);
  const full = waiting.records + items.length > MAX_QUEUED_RECORDS || waiting.bytes + bytes > MAX_QUEUED_BYTES;
  if (full && waiting.records > 0) return Promise.reject(new IngestBusy("The queue is full"));
  return new Promise((resolve, reject) => {
    waiting.jobs.push({ items, bytes, resolve, reject });
    waiting.records += items.length;
    waiting.bytes += bytes;
    waiting.running ??= work(waiting);
  });
}

async function work(waiting: Queue): Promise<void> {
  const { commitsElsewhere } = db().dialect;
  // Requests that arrived in the same turn of the event loop share the first transaction.
  await nextTurn();
  let settled: Promise<void> = Promise.resolve();
  while (waiting.jobs.length > 0) {
    const most = mostJobs(deliveriesAtWork(), commitsElsewhere);
    await gatherDeliveries(() => waiting.jobs.length < most);
    const batch = takeBatch(waiting.jobs, most);
    await new Promise<void>((sent) => {
      const before = settled;
      settled = settleJobs(batch, waiting, sent).then(() => before);
    });
    if (waiting.jobs.length === 0) await settled;
    // Where all is done in this process, callers that go on at each answer would leave nobody else a turn.
    if (waiting.jobs.length > 0 && !commitsElsewhere) await nextTurn();
  }
  // In the same turn as the last look at the queue: whoever comes after it must find that nobody is at work.
  waiting.running = null;
}

/** Stores what was taken and answers each job. `sent` is called when the next transaction may begin. */
async function settleJobs({ jobs, records, bytes }: Batch, waiting: Queue, sent: () => void): Promise<void> {
  try {
    const items = jobs.flatMap((job) => job.items);
    const outcomes = await store(items, sent);
    count(items, outcomes);
    let at = 0;
    for (const job of jobs) {
      job.resolve(outcomes.slice(at, at + job.items.length));
      at += job.items.length;
    }
  } catch (error) {
    for (const job of jobs) job.reject(error);
  } finally {
    sent();
    waiting.records -= records;
    waiting.bytes -= bytes;
  }
}

function count(items: Incoming[], outcomes: Outcome[]): void {
  const alike = new Map<string, { outcome: Outcome["outcome"]; source: Source; records: number }>();
  outcomes.forEach(({ outcome }, i) => {
    const { source } = items[i] as Incoming;
    const held = alike.get(`${outcome} ${source}`) ?? { outcome, source, records: 0 };
    held.records++;
    alike.set(`${outcome} ${source}`, held);
  });
  for (const { records, ...labels } of alike.values()) metrics().deliveries.inc(labels, records);
}

/** Splits a batch that the database refuses until the guilty record is alone; that one is quarantined. */
async function store(items: Incoming[], sent: () => void): Promise<Outcome[]> {
  try {
    return await commitBatch(items, sent);
  } catch (error) {
    if (isOutage(error)) throw new IngestUnavailable("The database cannot be written", { cause: error });
    const [first] = items;
    if (items.length > 1) {
      const middle = items.length >> 1;
      return [...(await store(items.slice(0, middle), sent)), ...(await store(items.slice(middle), sent))];
    }
    if (!first || first.record === null) throw new IngestUnavailable("The record cannot be stored", { cause: error });
    log().error({ error: String(error) }, "a record that the database refuses goes to quarantine");
    const { id } = first.record;
    return store([{ ...first, record: null, rejection: { reason: "unstorable", path: null, id } }], sent);
  }
}

/** Waits until nothing is queued; for shutdown. */
export async function drain(): Promise<void> {
  while (queued().running) await queued().running;
}

/**
 * The bulk door, for files, the sender's API and sample data: one chunk of parsed records, at most 2,000 to be one
 * transaction. The ledger gets one row an outcome for the chunk; only unreadable records keep their bodies.
 */
export function ingestRecords(
  records: unknown[],
  options: { source: Source; receivedAt?: number },
): Promise<Outcome[]> {
  const from = {
    receivedAt: options.receivedAt ?? Date.now(),
    source: options.source,
    keyId: null,
    chunk: randomUUID(),
  };
  return ingest(records.map((record) => toIncoming(record, Buffer.from(JSON.stringify(record) ?? "null"), from)));
}
