import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { seal, unseal } from "../auth/seal";
import { db, type Tx } from "../db";
import { Fault } from "../fault";
import { log } from "../log";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";
import { type Choice, type Erased, erasePerson } from "./erase";
import type { Asked } from "./person";

const KEY = "privacy.erasure";
/** How often an erasure that runs is written down. */
const NOTED_MS = 1_000;
/** Not heard of for so long, its process is gone. */
const SILENT_MS = 15_000;
const LOOK_MS = 5_000;
const SETTLE_STEP_MS = 50;
/** What became of it is shown for so long. */
const SHOWN_MS = 15 * 60_000;
/** How often it is begun anew by itself. */
const MOST_TRIES = 3;
const FAILED =
  "The erasure was cut off; the server’s log says why. Erase once more: what is erased already stays erased, and it goes on from there.";

/** The erasure under way, or the last one. There is one at a time, whatever the number of instances. */
export interface ErasureJob {
  id: string;
  state: "running" | "done" | "failed";
  startedAt: number;
  heardAt: number;
  tries: number;
  /** Views erased so far, of how many; null while they are looked for */
  views: { done: number; of: number } | null;
  /** What became of it; null: nobody is known so */
  erased: Erased | null;
  /** Why it failed */
  message: string | null;
}

/** As it is written down. Whom it is about is sealed, and forgotten with the end. */
interface Noted extends ErasureJob {
  sealed: string | null;
}

type Order = { asked: Asked } & Pick<Choice, "counted" | "actor">;

/** Those that this process is at work on. */
const own = () => oncePerProcess("privacy.erasures", () => new Map<string, Promise<void>>());

/** The one under way or the last one; null when that is long ago. */
export async function erasureJob(now = Date.now()): Promise<ErasureJob | null> {
  const found = await noted(db().read);
  if (found === null || (found.state !== "running" && now - found.heardAt > SHOWN_MS)) return null;
  const { sealed: _, ...job } = found;
  return job;
}

/** Begins to erase somebody, and does not wait for it: a Problem 409 while another erasure is under way. */
export async function startErasure(order: Order, now = Date.now()): Promise<string> {
  const id = randomUUID();
  const job: Noted = {
    ...{ id, state: "running", startedAt: now, heardAt: now, tries: 1, views: null, erased: null, message: null },
    sealed: seal("erasure", id, JSON.stringify(order)),
  };
  await db().write(async (tx) => {
    // The counter's row lock puts several instances in one line.
    await tx.$executeRaw`UPDATE counter SET revision = revision WHERE id = 1`;
    if ((await noted(tx))?.state === "running")
      throw new Problem(409, "Somebody else is being erased just now. Wait until that is done, then try again.");
    const value = JSON.stringify(job);
    await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
  });
  run(job, order);
  return id;
}

/** Waits a while for an erasure: most are done in no time. Null: it goes on. */
export async function settledErasure(id: string, forMs: number): Promise<ErasureJob | null> {
  for (const until = Date.now() + forMs; Date.now() < until; await sleep(SETTLE_STEP_MS)) {
    const job = await erasureJob();
    if (job === null || job.id !== id || job.state !== "running") return job;
  }
  return null;
}

/** Takes up what a process that is gone left undone, at the start and for as long as this one lives. */
export function watchErasures(): void {
  const fault = new Fault(
    "it was not looked whether an erasure was cut off",
    "it is looked again whether an erasure was cut off",
  );
  const look = () =>
    resumeErasure().then(
      () => fault.passed(),
      (error: unknown) => fault.met(error),
    );
  setInterval(look, LOOK_MS).unref();
  void look();
}

/** Goes on with an erasure that nobody is at work on. Returns whether there was one. */
export async function resumeErasure(now = Date.now()): Promise<boolean> {
  const row = await db().read.setting.findUnique({ where: { key: KEY } });
  if (row === null) return false;
  const found = JSON.parse(row.value) as Noted;
  if (found.state !== "running" || now - found.heardAt <= SILENT_MS || own().has(found.id)) return false;
  const job: Noted = { ...found, heardAt: now, tries: found.tries + 1 };
  const order = unseal("erasure", job.id, job.sealed ?? "");
  if (order === null || job.tries > MOST_TRIES) end(job, null, FAILED);
  // Of several instances that see it, one takes it.
  const { count } = await db().write((tx) =>
    tx.setting.updateMany({ where: { key: KEY, value: row.value }, data: { value: JSON.stringify(job) } }),
  );
  if (count === 0 || order === null || job.state !== "running") return false;
  log().warn({ tries: job.tries }, "an erasure was cut off: it goes on");
  run(job, JSON.parse(order) as Order);
  return true;
}

/** Of tests and scripts: when this process is at work on none. */
export async function idle(): Promise<void> {
  await Promise.all(own().values());
}

function run(job: Noted, { asked, ...choice }: Order): void {
  const beat = setInterval(() => {
    job.heardAt = Date.now();
    note(job).catch((error: unknown) => log().warn({ error: String(error) }, "how far an erasure is was not noted"));
  }, NOTED_MS).unref();
  const onProgress = (done: number, of: number) => {
    job.views = { done, of };
  };
  const work = erasePerson(asked, { ...choice, onProgress })
    .then(
      (erased) => end(job, erased, null),
      (error: unknown) => {
        log().error({ err: error, tries: job.tries }, "an erasure was cut off");
        // Not heard of any more it is taken up again, as after a crash: most likely the database was away.
        if (job.tries >= MOST_TRIES) end(job, null, FAILED);
      },
    )
    .then(() => {
      clearInterval(beat);
      return job.state === "running" ? undefined : note(job);
    })
    .catch((error: unknown) => log().warn({ error: String(error) }, "the end of an erasure was not noted"))
    .finally(() => own().delete(job.id));
  own().set(job.id, work);
}

function end(job: Noted, erased: Erased | null, message: string | null): void {
  Object.assign(job, {
    state: message === null ? "done" : "failed",
    heardAt: Date.now(),
    erased,
    message,
    sealed: null,
  });
}

async function noted(from: Pick<Tx, "setting">): Promise<Noted | null> {
  const row = await from.setting.findUnique({ where: { key: KEY } });
  return row === null ? null : (JSON.parse(row.value) as Noted);
}

/** Unless another has taken its place meanwhile. */
async function note(job: Noted): Promise<void> {
  const value = JSON.stringify(job);
  await db().write((tx) =>
    tx.setting.updateMany({ where: { key: KEY, value: { startsWith: `{"id":"${job.id}"` } }, data: { value } }),
  );
}
