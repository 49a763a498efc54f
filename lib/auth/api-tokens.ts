import { randomUUID } from "node:crypto";
import { z } from "zod";
import { audit } from "../audit";
import { db, type Tx } from "../db";
import { log } from "../log";
import { Problem } from "../problem";
import { oncePerProcess } from "../process";
import { digestOf, newToken } from "./token";
import { failuresOf } from "./token-failures";
import { isRole, mayActAs, type User } from "./user";

const MARK = "vl_";
/** Shown in lists: enough to know a token by, far too little to guess the rest. */
const PREFIX_LENGTH = MARK.length + 6;
const DAY_MS = 86_400_000;
/** How stale `lastUsedAt` may be: a row is not written at every request. */
const USED_MS = 60_000;
const MOST_TOKENS = 50;
export const MOST_DAYS = 365;

export interface ApiTokenInfo {
  id: string;
  label: string;
  prefix: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}

/** What is asked of a token that is to be made. */
export const newApiToken = z.object({
  label: z.string().trim().min(1, "Say what the token is for.").max(60, "A label has at most 60 characters."),
  days: z.coerce
    .number({ error: "Choose for how long the token works." })
    .int()
    .min(1, "A token works for a day at least.")
    .max(MOST_DAYS, "A token works for a year at most."),
});

/** Makes a token for a user's programs; that they are themselves was proved before. It is returned this once; throws a ZodError or a Problem. */
export async function createApiToken(
  userId: string,
  given: { label: unknown; days: unknown },
  now = new Date(),
): Promise<{ id: string; token: string }> {
  const { label, days } = newApiToken.parse(given);
  const token = `${MARK}${newToken()}`;
  const id = randomUUID();
  await db().write(async (tx) => {
    await tx.apiToken.deleteMany({ where: { userId, expiresAt: { lte: new Date(now.getTime() - DAY_MS) } } });
    if ((await tx.apiToken.count({ where: { userId } })) >= MOST_TOKENS)
      throw new Problem(400, `There are ${MOST_TOKENS} tokens already. Revoke one that is not used any more.`);
    await tx.apiToken.create({
      data: {
        id,
        userId,
        label,
        digest: digestOf(token),
        prefix: token.slice(0, PREFIX_LENGTH),
        createdAt: now,
        expiresAt: new Date(now.getTime() + days * DAY_MS),
      },
    });
    await audit(tx, { actor: userId, action: "token.made", subject: id, details: { days } });
  });
  return { id, token };
}

/** A user's tokens, newest first; those that expired within the last day too. */
export function listApiTokens(userId: string): Promise<ApiTokenInfo[]> {
  return db().read.apiToken.findMany({
    where: { userId },
    omit: { digest: true, userId: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
}

/** From now on it is refused; whether there was such a token of this user. */
export async function revokeApiToken(userId: string, id: string): Promise<boolean> {
  return db().write(async (tx) => {
    const { count } = await tx.apiToken.deleteMany({ where: { id, userId } });
    if (count === 1) await audit(tx, { actor: userId, action: "token.revoked", subject: id });
    return count === 1;
  });
}

/** Inside a write: ends all tokens of a user; returns how many there were. */
export async function endTokensOf(tx: Tx, userId: string): Promise<number> {
  return (await tx.apiToken.deleteMany({ where: { userId } })).count;
}

/** What an Authorization header carries as ours or anybody's token; null: none. */
export function bearerOf(header: string | null): string | null {
  return /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1] ?? null;
}

/**
 * Whose token it is, with the role that the owner has now, but never more than analyst: tokens read. Throws a Problem: 401
 * for one that is unknown, expired or whose owner is disabled; 429 when too many from this address were.
 */
export async function userOfToken(token: string, address: string, now = new Date()): Promise<User> {
  const failures = await failuresOf(address);
  if (failures.retryAfterS !== null)
    throw new Problem(429, "Too many requests with a wrong token. Try again later.", {
      headers: { "Retry-After": String(failures.retryAfterS) },
    });
  const row = await db().read.apiToken.findUnique({ where: { digest: digestOf(token) }, include: { user: true } });
  if (row === null || row.expiresAt <= now || row.user.disabledAt !== null || !isRole(row.user.role)) {
    await failures.another();
    throw new Problem(401, "This token is unknown, expired or revoked.", {
      headers: { "WWW-Authenticate": 'Bearer realm="viewledger", error="invalid_token"' },
    });
  }
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > USED_MS) noteUse(row.id, now);
  const { id, email, name, role } = row.user;
  return { id, email, name, role: mayActAs(role, "analyst") ? "analyst" : role };
}

/** Not awaited: an answer must come although nothing can be written just now. */
function noteUse(id: string, now: Date): void {
  const underway = oncePerProcess("tokensBeingUsed", () => new Set<string>());
  if (underway.has(id)) return;
  underway.add(id);
  db()
    .write((tx) => tx.apiToken.updateMany({ where: { id }, data: { lastUsedAt: now } }))
    .catch((error: unknown) => log().warn({ err: error }, "could not note that a token is in use"))
    .finally(() => underway.delete(id));
}
