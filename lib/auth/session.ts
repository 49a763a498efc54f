import { randomBytes } from "node:crypto";
import { db, type Tx } from "../db";
import { inTime } from "../in-time";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { SESSION_MAX_AGE_S, type SessionClaim } from "./session-token";
import { isRole, type User } from "./user";

const IDLE_MS = 8 * 60 * 60 * 1000;
const MAX_AGE_MS = SESSION_MAX_AGE_S * 1000;
/** One row by its key takes milliseconds: nobody is to wait for the driver's minute. */
const SILENT_MS = 10_000;
/** How stale `lastSeenAt` may be: a row is not written at every click. */
const SEEN_MS = 60_000;

/** Opens a session inside a write that has already written; sweeps the user's dead ones. */
export async function openSession(tx: Tx, userId: string, now = new Date()): Promise<SessionClaim> {
  await tx.session.deleteMany({
    where: {
      userId,
      OR: [{ expiresAt: { lte: now } }, { lastSeenAt: { lte: new Date(now.getTime() - IDLE_MS) } }],
    },
  });
  const { id } = await tx.session.create({
    data: {
      id: randomBytes(32).toString("base64url"),
      userId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + MAX_AGE_MS),
    },
    select: { id: true },
  });
  return { userId, sessionId: id };
}

/**
 * The user of a live session: not ended, not idle for 8 hours, not older than 7 days, the user not disabled. Being asked is
 * a use of it, unless it is `unseen`: nobody is at the page. Throws what the driver does where the database does not answer.
 */
export async function userOfSession(
  claim: SessionClaim,
  { now = new Date(), unseen = false }: { now?: Date; unseen?: boolean } = {},
): Promise<User | null> {
  const asked = db().read.session.findUnique({ where: { id: claim.sessionId }, include: { user: true } });
  const session = await inTime(asked, SILENT_MS, () => {
    throw new Error("Query read timeout");
  });
  if (session === null || session.userId !== claim.userId || session.user.disabledAt !== null) return null;
  if (session.expiresAt <= now || session.lastSeenAt.getTime() + IDLE_MS <= now.getTime()) return null;
  const { id, email, name, role } = session.user;
  if (!isRole(role)) return null;
  if (!unseen && now.getTime() - session.lastSeenAt.getTime() > SEEN_MS) noteSeen(session.id, now);
  return { id, email, name, role };
}

/** Those of these sessions that live, asked at once and not as a use of them. */
export async function liveSessions(ids: string[], now = new Date()): Promise<Set<string>> {
  const rows = await db().read.session.findMany({
    where: {
      id: { in: ids },
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - IDLE_MS) },
      user: { disabledAt: null },
    },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}

/** Ends one session, at once. */
export async function endSession(sessionId: string): Promise<void> {
  await db().write((tx) => tx.session.deleteMany({ where: { id: sessionId } }));
}

/** Ends all sessions of a user, or all but one; returns how many. */
export async function endSessionsOf(userId: string, exceptSessionId?: string): Promise<number> {
  const { count } = await db().write((tx) =>
    tx.session.deleteMany({ where: { userId, ...(exceptSessionId && { id: { not: exceptSessionId } }) } }),
  );
  return count;
}

/** Not awaited: a page must render although nothing can be written just now. */
function noteSeen(id: string, now: Date): void {
  const underway = oncePerProcess("sessionsBeingSeen", () => new Set<string>());
  if (underway.has(id)) return;
  underway.add(id);
  db()
    .write((tx) => tx.session.updateMany({ where: { id }, data: { lastSeenAt: now } }))
    .catch((error: unknown) => log().warn({ err: error }, "could not note that a session is in use"))
    .finally(() => underway.delete(id));
}
