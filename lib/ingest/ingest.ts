import { randomUUID } from "node:crypto";
import { log } from "../log";
import { isRejection, parseView } from "../mindstamp/view";
import { oncePerProcess } from "../process";
import { commitBatch, type Incoming, type Outcome, type Source } from "./commit";

export type { Incoming, Outcome, Source } from "./commit";

/** Records that may wait; beyond, a sender is told to come back. */
const MAX_QUEUED_RECORDS = 20_000;
const MAX_BATCH_RECORDS = 2_000;

/** More waits already than is good: 429. */
export class IngestBusy extends Error {
  override name = "IngestBusy";
}

/** Not stored, and the sender should try again: 503. */
export class IngestUnavailable extends Error {
  override name = "IngestUnavailable";
}

interface Job {
  items: Incoming[];
  resolve(outcomes: Outcome[]): void;
  reject(error: unknown): void;
}

interface Queue {
  jobs: Job[];
  records: number;
  running: Promise<void> | null;
}

const queue = () => oncePerProcess<Queue>("ingest.queue", () => ({ jobs: [], records: 0, running: null }));

/**
 * Stores records and says what became of each, in order, once they are durable. While one transaction commits, what
 * arrives waits and is taken together by the next. Throws IngestBusy or IngestUnavailable; nothing is stored then.
 */
export function ingest(items: Incoming[]): Promise<Outcome[]> {
  if (items.length === 0) return Promise.resolve([]);
  const waiting = queue();
  if (waiting.records + items.length > MAX_QUEUED_RECORDS) return Promise.reject(new IngestBusy("The queue is full"));
  return new Promise((resolve, reject) => {
    waiting.jobs.push({ items, resolve, reject });
    waiting.records += items.length;
    waiting.running ??= work(waiting);
  });
}

async function work(waiting: Queue): Promise<void> {
  // Requests that arrived in the same turn of the event loop share the first transaction.
  await new Promise((resolve) => setImmediate(resolve));
  while (waiting.jobs.length > 0) {
    const jobs: Job[] = [];
    let records = 0;
    while (waiting.jobs[0] && (records === 0 || records + waiting.jobs[0].items.length <= MAX_BATCH_RECORDS)) {
      const job = waiting.jobs.shift() as Job;
      records += job.items.length;
      jobs.push(job);
    }
    try {
      const outcomes = await store(jobs.flatMap((job) => job.items));
      let at = 0;
      for (const job of jobs) {
        job.resolve(outcomes.slice(at, at + job.items.length));
        at += job.items.length;
      }
    } catch (error) {
      for (const job of jobs) job.reject(error);
    }
    waiting.records -= records;
  }
  // In the same turn as the last look at the queue: whoever comes after it must find that nobody is at work.
  waiting.running = null;
}

/** Splits a batch that the database refuses until the guilty record is alone; that one is quarantined. */
async function store(items: Incoming[]): Promise<Outcome[]> {
  try {
    return await commitBatch(items);
  } catch (error) {
    if (isOutage(error)) throw new IngestUnavailable("The database cannot be written", { cause: error });
    const [first] = items;
    if (items.length > 1) {
      const middle = items.length >> 1;
      return [...(await store(items.slice(0, middle))), ...(await store(items.slice(middle)))];
    }
    if (!first || first.record === null) throw new IngestUnavailable("The record cannot be stored", { cause: error });
    log().error({ error: String(error) }, "a record that the database refuses goes to quarantine");
    const { id } = first.record;
    const outcomes = await store([{ ...first, record: null, rejection: { reason: "unstorable", path: null } }]);
    return outcomes.map((outcome) => ({ ...outcome, id }));
  }
}

/** Connection, disk or lock: the fault is not in the data. */
function isOutage(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === "string" && /^P(10\d\d|2024|2028|2034|2037)$/.test(code)) return true;
  return /full|read-?only|disk|I\/O|lock|busy|connect|timeout|timed out|terminat|closed|shutting|starting up|recovery|too many clients/i.test(
    String(message),
  );
}

/** Waits until nothing is queued; for shutdown. */
export async function drain(): Promise<void> {
  while (queue().running) await queue().running;
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
