import { audit } from "../audit";
import { db, type Tx } from "../db";
import { Problem } from "../problem";
import { hashPassword } from "./password";
import { openSession } from "./session";
import type { SessionClaim } from "./session-token";
import { digestOf, newToken } from "./token";

const LINK_MS = 24 * 60 * 60 * 1000;

/** Inside a write: a one-time link for a user, which ends their earlier ones. Returns its token, this once. */
export async function makeUserLink(tx: Tx, userId: string, now = new Date()): Promise<string> {
  const token = newToken();
  await tx.userLink.deleteMany({ where: { OR: [{ userId }, { expiresAt: { lte: now } }] } });
  await tx.userLink.create({
    data: { digest: digestOf(token), userId, createdAt: now, expiresAt: new Date(now.getTime() + LINK_MS) },
  });
  return token;
}

export interface LinkedUser {
  email: string;
  name: string | null;
  /** Has had a password before */
  known: boolean;
}

/** Whom a link is for; null when it is not (or no longer) good. */
export async function userOfLink(token: string, now = new Date()): Promise<LinkedUser | null> {
  const link = await db().read.userLink.findUnique({
    where: { digest: digestOf(token) },
    select: {
      expiresAt: true,
      user: { select: { email: true, name: true, passwordHash: true, disabledAt: true } },
    },
  });
  if (link === null || link.expiresAt <= now || link.user.disabledAt !== null) return null;
  const { email, name, passwordHash } = link.user;
  return { email, name, known: passwordHash !== null };
}

/**
 * Uses up a link: sets the password, ends all sessions and tokens of the user, and opens one, but for users with a second factor,
 * who sign in with it (null). Of two at once one wins; the other gets a Problem 400.
 */
export async function choosePassword(
  token: string,
  chosen: { password: string; name: string | null },
  now = new Date(),
): Promise<SessionClaim | null> {
  const gone = new Problem(400, "This link was used already or is more than 24 hours old. Ask for another.");
  // A hash is dear: not for whoever has no link.
  if ((await userOfLink(token, now)) === null) throw gone;
  const passwordHash = await hashPassword(chosen.password);
  const digest = digestOf(token);
  return db().write(async (tx) => {
    // The first statement writes: whoever moves the row first has the link.
    const { count } = await tx.userLink.updateMany({
      where: { digest, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    const link = count === 1 ? await tx.userLink.findUnique({ where: { digest }, select: { userId: true } }) : null;
    if (link === null) throw gone;
    const { userId: id } = link;
    const before = await tx.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true, totpSecret: true } });
    const data = { passwordHash, ...(chosen.name !== null && { name: chosen.name }) };
    if ((await tx.user.updateMany({ where: { id, disabledAt: null }, data })).count === 0) throw gone;
    await tx.userLink.deleteMany({ where: { userId: id } });
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.apiToken.deleteMany({ where: { userId: id } });
    await audit(tx, { actor: id, action: before.passwordHash === null ? "user.joined" : "account.password" });
    if (before.totpSecret !== null) return null;
    await tx.user.updateMany({ where: { id }, data: { lastLoginAt: now } });
    return openSession(tx, id, now);
  });
}
