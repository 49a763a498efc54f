import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { db, type Tx } from "../db";
import { log } from "../log";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";
import { type Counts, noCounts, type Unreadable } from "./counts";

const KEY = "history.job";
/** Names the job that another instance was asked to stop. */
const STOP_KEY = "history.stop";
/** How often a job that runs is written down. */
const NOTED_MS = 1_000;
/** Not heard of for so long, its process is gone. */
const SILENT_MS = 30_000;
/** How long a stop waits for the chunk under way. */
const STOP_MS = 4_000;
const STOP_STEP_MS = 100;

/** History that is being brought in, or was last. */
export interface HistoryJob {
  id: string;
  kind: "import" | "rehearsal" | "backfill";
  /** The file's name; null for the sender's API */
  file: string | null;
  state: "receiving" | "running" | "done" | "failed" | "stopped" | "interrupted";
  startedAt: number;
  heardAt: number;
  /** Since records are being stored */
  ranSince: number | null;
  counts: Counts;
  /** Bytes of the file that were read, of how many; null for the API, which does not say how much there is */
  bytes: { done: number; of: number } | null;
  /** The last line stored, or where in the API's list it is */
  at: number;
  unreadable: Unreadable[];
  /** What is being waited for, or why it failed, or what is to be mended */
  message: string | null;
}

interface Held {
  job: HistoryJob | null;
  stopping: AbortController;
  finished: Promise<void>;
  notedAt: number;
}

const held = () =>
  oncePerProcess<Held>("history.job", () => ({
    job: null,
    stopping: new AbortController(),
    finished: Promise.resolve(),
    notedAt: 0,
  }));

const isUnderWay = ({ state }: HistoryJob) => state === "receiving" || state === "running";

/** The job under way, in whatever process, else the last one; null when there never was one. */
export async function historyJob(now = Date.now()): Promise<HistoryJob | null> {
  const { job } = held();
  return job && isUnderWay(job) ? job : notedJob(db().read, now);
}

async function notedJob(from: Pick<Tx, "setting">, now: number): Promise<HistoryJob | null> {
  const row = await from.setting.findUnique({ where: { key: KEY } });
  if (!row) return null;
  const noted = JSON.parse(row.value) as HistoryJob;
  return isUnderWay(noted) && now - noted.heardAt > SILENT_MS ? { ...noted, state: "interrupted" } : noted;
}

/** Reserves the one place there is for a job, whatever instance asks; a Problem 409 while it is taken. */
export async function claimJob(
  what: Pick<HistoryJob, "kind" | "file" | "state" | "bytes">,
): Promise<{ job: HistoryJob; signal: AbortSignal }> {
  const own = held();
  const now = Date.now();
  const job: HistoryJob = {
    id: randomUUID(),
    ...what,
    startedAt: now,
    heardAt: now,
    ranSince: null,
    counts: noCounts(),
    at: 0,
    unreadable: [],
    message: null,
  };
  await db().write(async (tx) => {
    // The counter's row lock puts claims of several instances in one line.
    await tx.$executeRaw`UPDATE counter SET revision = revision WHERE id = 1`;
    const current = own.job && isUnderWay(own.job) ? own.job : await notedJob(tx, now);
    if (current && isUnderWay(current))
      throw new Problem(409, "History is being brought in already. Wait until that is done, or stop it.");
    await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, ...noteOf(job) }, update: noteOf(job) });
  });
  // Not before it is committed: a claim that failed would bar all others.
  own.job = job;
  own.stopping = new AbortController();
  return { job, signal: own.stopping.signal };
}

/** Runs a claimed job to its end, whatever that is; nobody waits for it. */
export function runJob(job: HistoryJob, work: () => Promise<void>): void {
  job.state = "running";
  job.ranSince = Date.now();
  // Also while nothing happens, as in a pause: who looks on knows by it that the job lives.
  const beat = setInterval(() => void progress(job), NOTED_MS);
  held().finished = work()
    .catch((error: unknown) => fail(job, error))
    .finally(async () => {
      clearInterval(beat);
      await note(job);
    });
}

export function fail(job: HistoryJob, error: unknown): void {
  const { name, message, cause } = error as Error;
  job.state = "failed";
  if (name === "ApiFailure" || name === "DamagedFile" || error instanceof Problem) job.message = message;
  else if (name === "IngestUnavailable")
    job.message =
      "The database could not be written for a minute. Mend it and start again: what is stored is passed over.";
  else {
    log().error({ err: error, cause }, "bringing in history failed");
    job.message = "Something went wrong; the server’s log says what. Start again: what is stored is passed over.";
  }
}

/** Notes how far a job is, not oftener than need be. */
export async function progress(job: HistoryJob): Promise<void> {
  const own = held();
  if (Date.now() - own.notedAt < NOTED_MS) return;
  own.notedAt = Date.now();
  await note(job);
}

/**
 * Writes down how far a job is, and learns whether another instance was asked to stop it, or took its place while nothing
 * was heard of it: then it stops. Not noted, it goes on all the same: the database may be away for a moment.
 */
export async function note(job: HistoryJob): Promise<void> {
  job.heardAt = Date.now();
  try {
    const { isOwn, stop } = await db().write(async (tx) => {
      const { count } = await tx.setting.updateMany({
        where: { key: KEY, value: { startsWith: `{"id":"${job.id}"` } },
        data: noteOf(job),
      });
      return { isOwn: count === 1, stop: await tx.setting.findUnique({ where: { key: STOP_KEY } }) };
    });
    const own = held();
    const asked = stop !== null && JSON.parse(stop.value) === job.id;
    if ((asked || !isOwn) && own.job === job) own.stopping.abort();
  } catch (error) {
    log().warn({ error: String(error) }, "how far history is brought in was not noted");
  }
}

/** It begins with the job's id, by which a job knows its own note. */
function noteOf({ id, ...job }: HistoryJob): { value: string } {
  return { value: JSON.stringify({ id, ...job }) };
}

/** Asks the job under way, in whatever instance, to stop after the chunk under way, and waits for that a few seconds. */
export async function stopHistoryJob(): Promise<void> {
  const { job } = held();
  if (job && isUnderWay(job)) return stopOwnJob();
  const other = await historyJob();
  if (other === null || !isUnderWay(other)) return;
  const value = JSON.stringify(other.id);
  await db().write((tx) =>
    tx.setting.upsert({ where: { key: STOP_KEY }, create: { key: STOP_KEY, value }, update: { value } }),
  );
  const until = Date.now() + STOP_MS;
  for (let now = await historyJob(); now && isUnderWay(now) && Date.now() < until; now = await historyJob())
    await sleep(STOP_STEP_MS);
}

/** The same for the job of this process alone, which is about to end. */
export async function stopOwnJob(): Promise<void> {
  const { job, stopping, finished } = held();
  if (!job || !isUnderWay(job)) return;
  stopping.abort();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, STOP_MS);
  });
  await Promise.race([finished, late]);
  clearTimeout(timer);
}
