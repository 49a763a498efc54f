import { createHash, randomBytes } from "node:crypto";
import { audit } from "../audit";
import { db, type Tx } from "../db";
import { hashPassword } from "./password";
import { turnOffSecondFactor } from "./second-factor";
import { normalEmail } from "./user";

/** 144 bits, as 24 characters. */
const PASSWORD_BYTES = 18;

const keyOf = (email: string) =>
  `login.unlocked.${createHash("sha256").update(normalEmail(email)).digest("base64url")}`;

export interface Rescued {
  email: string;
  /** Such a user cannot sign in all the same */
  disabled: boolean;
}

/**
 * Gives a user a new random password, by which alone they come in from now on: second factor and single sign-on are off,
 * sessions, links and API tokens end. Lifts their throttles. Null when there is no such user.
 */
export async function resetPassword(email: string): Promise<(Rescued & { password: string }) | null> {
  const password = randomBytes(PASSWORD_BYTES).toString("base64url");
  const passwordHash = await hashPassword(password);
  const found = await db().write(async (tx) => {
    const where = { email: normalEmail(email) };
    const { count } = await tx.user.updateMany({ where, data: { passwordHash, ssoSubject: null } });
    if (count === 0) return null;
    const user = await tx.user.findUniqueOrThrow({ where, select: { id: true, email: true, disabledAt: true } });
    const of = { where: { userId: user.id } };
    await tx.session.deleteMany(of);
    await tx.userLink.deleteMany(of);
    await tx.apiToken.deleteMany(of);
    await turnOffSecondFactor(tx, user.id);
    await lift(tx, user.email);
    await audit(tx, { actor: null, action: "user.reset", subject: user.id });
    return user;
  });
  if (found === null) return null;
  return { email: found.email, disabled: found.disabledAt !== null, password };
}

/** Lifts what failed attempts to sign in have brought upon a user, in running servers too. Null when there is no such user. */
export async function unlock(email: string): Promise<Rescued | null> {
  const found = await db().read.user.findUnique({
    where: { email: normalEmail(email) },
    select: { id: true, email: true, disabledAt: true },
  });
  if (found === null) return null;
  await db().write(async (tx) => {
    await lift(tx, found.email);
    await audit(tx, { actor: null, action: "user.unlocked", subject: found.id });
  });
  return { email: found.email, disabled: found.disabledAt !== null };
}

async function lift(tx: Tx, email: string): Promise<void> {
  const [key, value] = [keyOf(email), JSON.stringify(Date.now())];
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** Of a user who is deleted. */
export async function forgetUnlocked(tx: Tx, email: string): Promise<void> {
  await tx.setting.deleteMany({ where: { key: keyOf(email) } });
}

/** When an account was last unlocked, in ms since 1970; 0 for never. Failures before that count no more. */
export async function unlockedAt(email: string): Promise<number> {
  const row = await db().read.setting.findUnique({ where: { key: keyOf(email) } });
  return row ? Number(JSON.parse(row.value)) : 0;
}

/** Those who are there, for whoever mistyped one. */
export async function knownEmails(most: number): Promise<string[]> {
  const users = await db().read.user.findMany({ select: { email: true }, orderBy: { email: "asc" }, take: most });
  return users.map(({ email }) => email);
}
