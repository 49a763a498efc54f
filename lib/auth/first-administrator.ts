import { randomUUID } from "node:crypto";
import { audit } from "../audit";
import { db, type Tx } from "../db";
import { waitInLine } from "../db/line";
import { type Env, env } from "../env";
import { oncePerProcess } from "../process";
import { hashPassword } from "./password";
import { ownOrigin } from "./request";
import { openSession } from "./session";
import type { SessionClaim } from "./session-token";
import { digestOf, newToken } from "./token";
import { normalEmail } from "./user";

const TOKEN_MS = 24 * 60 * 60 * 1000;

/** Why no first administrator was made: the link is not (or no longer) good, or somebody was faster. */
export class SetupRefused extends Error {
  override name = "SetupRefused";
}

const held = () => oncePerProcess<{ token: string | null }>("setupToken", () => ({ token: null }));

/**
 * At start: while there is no user, makes the one of ADMIN_EMAIL and ADMIN_PASSWORD, else a fresh one-time link. Older ones
 * stay good for their time: another terminal may have printed them.
 */
export async function prepareFirstAdministrator(
  settings: Pick<Env, "ADMIN_EMAIL" | "ADMIN_PASSWORD"> = env(),
): Promise<void> {
  if (await hasUsers()) return;
  const { ADMIN_EMAIL, ADMIN_PASSWORD } = settings;
  held().token =
    ADMIN_EMAIL && ADMIN_PASSWORD
      ? await createFromSettings(ADMIN_EMAIL, ADMIN_PASSWORD)
      : await addSetupToken(new Date());
}

/** The link to print at start; null once this process need not offer it. */
export function setupLink(): string | null {
  const { token } = held();
  if (token === null) return null;
  return `${ownOrigin()}/setup?token=${token}`;
}

export async function hasUsers(): Promise<boolean> {
  return (await db().read.user.findFirst({ select: { id: true } })) !== null;
}

/** Whether a setup token would be accepted now. */
export async function isSetupToken(token: string, now = new Date()): Promise<boolean> {
  const row = await db().read.setupToken.findUnique({ where: { digest: digestOf(token) } });
  return row !== null && row.expiresAt > now;
}

export interface NewAdministrator {
  email: string;
  password: string;
  name: string | null;
}

/**
 * Uses up a setup token and makes the first user, an administrator who is signed in. Of two at once one wins; the other
 * gets SetupRefused.
 */
export async function createFirstAdministrator(
  token: string,
  administrator: NewAdministrator,
  now = new Date(),
): Promise<SessionClaim> {
  const gone = new SetupRefused("This setup link was used already or is more than 24 hours old.");
  // A hash is dear: not for whoever has no link.
  if (!(await isSetupToken(token, now))) throw gone;
  const passwordHash = await hashPassword(administrator.password);
  const claim = await db().write(async (tx) => {
    await waitInLine(tx);
    const used = await tx.setupToken.deleteMany({ where: { digest: digestOf(token), expiresAt: { gt: now } } });
    if (used.count !== 1) throw gone;
    const userId = await insertFirst(tx, administrator, passwordHash);
    if (userId === null) throw new SetupRefused("Somebody else has set this up already.");
    return openSession(tx, userId, now);
  });
  held().token = null;
  return claim;
}

async function createFromSettings(email: string, password: string): Promise<null> {
  const passwordHash = await hashPassword(password);
  await db().write(async (tx) => {
    await waitInLine(tx);
    await insertFirst(tx, { email, name: null }, passwordHash);
  });
  return null;
}

async function addSetupToken(now: Date): Promise<string> {
  const token = newToken();
  await db().write(async (tx) => {
    await tx.setupToken.deleteMany({ where: { expiresAt: { lte: now } } });
    await tx.setupToken.create({
      data: { digest: digestOf(token), createdAt: now, expiresAt: new Date(now.getTime() + TOKEN_MS) },
    });
  });
  return token;
}

/** Inserts the user when there is none yet, and returns its id; else null. */
async function insertFirst(
  tx: Tx,
  { email, name }: Omit<NewAdministrator, "password">,
  passwordHash: string,
): Promise<string | null> {
  if ((await tx.user.count()) > 0) return null;
  const { id } = await tx.user.create({
    data: { id: randomUUID(), email: normalEmail(email), name, passwordHash, role: "administrator" },
    select: { id: true },
  });
  await tx.setupToken.deleteMany();
  await audit(tx, { actor: id, action: "user.first" });
  return id;
}
