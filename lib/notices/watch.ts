import { setTimeout as sleep } from "node:timers/promises";
import { env } from "../env";
import { takeLease } from "../lease";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { alarmsAt } from "../reports/delivery-alarms";
import { noteConditions } from "./conditions";
import { noticeConfig } from "./config";
import { channelsOf, pruneNotices, sendDue } from "./outbox";
import { noteWeek } from "./weekly";

const EVERY_MS = 60_000;
/** The first time, once the start has settled and deliveries that were held up have come. */
const FIRST_MS = 120_000;
const PATIENCE_MS = 20_000;
/** In the settings table: which minute's look somebody has taken on. */
const LEASE = "noticedAt";

/** Looks once a minute from now on whether somebody is to be told of something, until the process ends. */
export function startNotices(): void {
  oncePerProcess("notices", () => {
    setTimeout(() => {
      void look();
      setInterval(() => void look(), EVERY_MS).unref();
    }, FIRST_MS).unref();
    return true;
  });
}

/** Each of them once at a time: a store that does not answer holds up what is noted, but not what is sent. */
const underWay = () =>
  oncePerProcess<{ looking: Promise<void> | null; noting: Promise<void> | null }>("notices.underWay", () => ({
    looking: null,
    noting: null,
  }));

/**
 * One look; while another is under way, that one. Nothing is asked of the database beyond the settings while nobody is to be
 * told. What is new is waited for no longer than `patienceMs` before what is due is sent.
 */
export function look(now = Date.now(), patienceMs = PATIENCE_MS): Promise<void> {
  const one = underWay();
  one.looking ??= lookOnce(now, patienceMs).finally(() => {
    one.looking = null;
  });
  return one.looking;
}

async function lookOnce(now: number, patienceMs: number): Promise<void> {
  const one = underWay();
  one.noting ??= orInAMinute("noted", () => noteAll(now)).finally(() => {
    one.noting = null;
  });
  await Promise.race([one.noting, sleep(patienceMs, undefined, { ref: false })]);
  await orInAMinute("sent", async () => {
    const config = await noticeConfig();
    if (channelsOf(config).length > 0) await sendDue(config, now);
  });
}

async function noteAll(now: number): Promise<void> {
  const config = await noticeConfig();
  if (channelsOf(config).length === 0 || !(await takeLease(LEASE, EVERY_MS / 2, now))) return;
  await noteConditions(await alarmsAt(now), config, appOrigin(), now);
  await noteWeek(config, appOrigin(), now);
  await pruneNotices(now);
}

async function orInAMinute(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log().warn({ error: String(error) }, `notices were not ${what}; it is tried again in a minute`);
  }
}

/** Links in notices need the public address; without one they point to this machine. */
export function appOrigin(): string {
  const { APP_URL, PORT } = env();
  return APP_URL === undefined ? `http://localhost:${PORT}` : new URL(APP_URL).origin;
}
