import { v7 as uuidv7 } from "uuid";
import { db, type Tx } from "../db";
import { log } from "../log";
import { type Channel, type Destinations, send } from "./channels";
import { canSendMail } from "./email";
import { NotSent } from "./message";

const MINUTE_MS = 60_000;
/** Before the second try, the third, …; after the last one it is given up. */
const BACK_OFF_MS = [1, 5, 15, 60, 240, 720].map((minutes) => minutes * MINUTE_MS);
/** A try that is neither sent nor failed by then was cut off with its process: every channel gives up long before. */
const TRYING_MS = 2 * MINUTE_MS;
const AT_ONCE = 20;
const KEPT_MS = 90 * 24 * 60 * MINUTE_MS;

export interface Told {
  kind: string;
  subject: string;
  text: string;
}

/** The channels over which somebody can be told. */
export function channelsOf({ recipients, webhook }: Destinations): Channel[] {
  return [
    ...(recipients.length > 0 && canSendMail() ? (["email"] as const) : []),
    ...(webhook !== null ? (["webhook"] as const) : []),
  ];
}

/** Puts a message on its way over every channel there is, but those of `without`. */
export async function queueNotice(
  tx: Tx,
  told: Told,
  to: Destinations,
  now: number,
  without: string[] = [],
): Promise<void> {
  for (const channel of channelsOf(to).filter((one) => !without.includes(one)))
    await tx.notice.create({ data: { id: uuidv7(), ...told, channel, createdAt: now, nextAt: now } });
}

/**
 * Takes back what is still to be tried of a kind, which is not so any more: told late, it would be taken for news. Returns the
 * channels over which nobody was told.
 */
export async function withdrawNotices(tx: Tx, kind: string): Promise<string[]> {
  const untold = { kind, nextAt: { not: null } };
  const notices = await tx.notice.findMany({ where: untold, select: { channel: true } });
  await tx.notice.updateMany({ where: untold, data: { nextAt: null, error: "It was over before it could be sent." } });
  return notices.map(({ channel }) => channel);
}

/** Sends what is due, each message by one instance; what fails is tried again later and later. */
export async function sendDue(to: Destinations, now = Date.now()): Promise<void> {
  const due = await db().read.notice.findMany({
    where: { nextAt: { lte: now } },
    orderBy: { id: "asc" },
    take: AT_ONCE,
  });
  const began = performance.now();
  for (const notice of due) {
    // From this very moment: those before it may have taken their time.
    const until = now + Math.round(performance.now() - began) + TRYING_MS;
    const claimed = await db().write((tx) =>
      tx.notice.updateMany({
        where: { id: notice.id, nextAt: notice.nextAt, tries: notice.tries },
        data: { tries: notice.tries + 1, nextAt: until },
      }),
    );
    if (claimed.count !== 1) continue;
    const error = await tried(notice.channel as Channel, { ...notice, createdAt: Number(notice.createdAt) }, to);
    const wait = BACK_OFF_MS[notice.tries];
    await db().write((tx) =>
      error === null
        ? tx.notice.updateMany({
            where: { id: notice.id },
            data: { sentAt: Date.now(), nextAt: null, error: null },
          })
        : tx.notice.updateMany({
            // Taken back meanwhile, it is not tried again.
            where: { id: notice.id, nextAt: until },
            data: { error, nextAt: wait === undefined ? null : now + wait },
          }),
    );
  }
}

async function tried(channel: Channel, message: Parameters<typeof send>[1], to: Destinations): Promise<string | null> {
  try {
    await send(channel, message, to);
    return null;
  } catch (error) {
    const told = { notice: message.id, channel };
    if (error instanceof NotSent) {
      log().warn({ ...told, error: error.message }, "a notice was not sent; it is tried again");
      return error.message;
    }
    log().error({ ...told, err: error }, "a notice could not be sent; it is tried again");
    return "Something went wrong here; the server’s log says what.";
  }
}

export interface SentNotice {
  id: string;
  kind: string;
  channel: Channel;
  subject: string;
  /** ISO 8601 UTC */
  createdAt: string;
  state: "sent" | "waiting" | "failed";
  tries: number;
  error: string | null;
}

/** The latest, newest first. */
export async function latestNotices(count: number): Promise<SentNotice[]> {
  const rows = await db().read.notice.findMany({ orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: count });
  return rows.map(({ id, kind, channel, subject, createdAt, nextAt, sentAt, tries, error }) => ({
    id,
    kind,
    channel: channel as Channel,
    subject,
    createdAt: new Date(Number(createdAt)).toISOString(),
    state: sentAt !== null ? "sent" : nextAt !== null ? "waiting" : "failed",
    tries,
    error,
  }));
}

export async function pruneNotices(now = Date.now()): Promise<void> {
  await db().write((tx) => tx.notice.deleteMany({ where: { createdAt: { lt: now - KEPT_MS }, nextAt: null } }));
}
