import { z } from "zod";
import { audit } from "../audit";
import { db, type Tx } from "../db";
import { Problem } from "../problem";
import { createApiToken, endTokensOf, newApiToken } from "./api-tokens";
import { QueueFull } from "./bounded-queue";
import { hashPassword, PASSWORD_MAX, verifyPassword } from "./password";
import { CODE_MAX, makeRecoveryCodes, takeCode, turnOffSecondFactor, turnOnSecondFactor } from "./second-factor";
import { admit } from "./throttle";
import { plainName, type User } from "./user";

/** Somebody who changes their own account, from the session and the address that they do it with. */
export interface Self {
  user: Pick<User, "id" | "email">;
  sessionId: string;
  address: string;
}

/** By which users prove that they are themselves; the code counts where there is a second factor */
interface Proof {
  password: string;
  code: string;
}

export interface AccountState {
  secondFactor: boolean;
  recoveryCodesLeft: number;
  singleSignOn: boolean;
  /** False for who only comes by single sign-on */
  hasPassword: boolean;
  /** Other browsers in which the user is signed in */
  otherSessions: number;
}

const accountName = z.string().trim().max(100, "A name has at most 100 characters.");

export async function accountState({ user: { id }, sessionId }: Omit<Self, "address">): Promise<AccountState> {
  const [row, recoveryCodesLeft, otherSessions] = await Promise.all([
    db().read.user.findUniqueOrThrow({
      where: { id },
      select: { totpSecret: true, ssoSubject: true, passwordHash: true },
    }),
    db().read.recoveryCode.count({ where: { userId: id } }),
    db().read.session.count({ where: { userId: id, id: { not: sessionId }, expiresAt: { gt: new Date() } } }),
  ]);
  return {
    secondFactor: row.totpSecret !== null,
    recoveryCodesLeft,
    singleSignOn: row.ssoSubject !== null,
    hasPassword: row.passwordHash !== null,
    otherSessions,
  };
}

/** Throws a ZodError for a name that is too long. */
export async function changeName({ user: { id } }: Pick<Self, "user">, name: string): Promise<void> {
  const valid = plainName(accountName.parse(name));
  await db().write((tx) => tx.user.updateMany({ where: { id }, data: { name: valid || null } }));
}

/** Sets another password, and ends all tokens, and all sessions but this one. Throws a Problem when the current one is wrong. */
export async function changePassword(self: Self, given: { current: string; next: string }): Promise<void> {
  const known = await requirePassword(self, given.current);
  const passwordHash = await hashPassword(given.next);
  await db().write(async (tx) => {
    const { id } = self.user;
    // Changed meanwhile, by a link or by an administrator: that counts.
    const { count } = await tx.user.updateMany({ where: { id, passwordHash: known }, data: { passwordHash } });
    if (count === 0) throw new Problem(400, "The password was changed meanwhile. Sign in again.");
    await endOthers(tx, self);
    await endTokensOf(tx, id);
    await tx.userLink.deleteMany({ where: { userId: id } });
    await audit(tx, { actor: id, action: "account.password" });
  });
}

/** Ends all sessions but this one; returns how many. */
export function signOutElsewhere(self: Omit<Self, "address">): Promise<number> {
  return db().write(async (tx) => {
    const { count } = await endOthers(tx, self);
    await audit(tx, { actor: self.user.id, action: "account.signed_out", details: { sessions: count } });
    return count;
  });
}

/** Returns the recovery codes, this once; all other sessions, which had no second factor, end. */
export async function addSecondFactor(
  self: Self,
  given: { password: string; sealed: string; code: string },
): Promise<string[]> {
  await requirePassword(self, given.password);
  return turnOnSecondFactor(self.user, given, async (tx) => {
    await endOthers(tx, self);
    await audit(tx, { actor: self.user.id, action: "account.second_factor_on" });
  });
}

/** Returns other recovery codes, this once; those before do nothing any more. Throws a Problem 400 while it is off. */
export async function renewRecoveryCodes(self: Self, { password, code }: Proof): Promise<string[]> {
  await requirePassword(self, password, code);
  return db().write(async (tx) => {
    const { id } = self.user;
    // The first statement writes: turned off at once with it, there would be codes of nothing.
    const { count } = await tx.user.updateMany({ where: { id, totpSecret: { not: null } }, data: { id } });
    if (count === 0) throw new Problem(400, "The second factor is off.");
    await audit(tx, { actor: id, action: "account.recovery_codes" });
    return makeRecoveryCodes(tx, id);
  });
}

/** With a code, of the app or for recovery: who only has the password must not be rid of it. */
export async function dropSecondFactor(self: Self, { password, code }: Proof): Promise<void> {
  await requirePassword(self, password, code);
  await db().write(async (tx) => {
    await turnOffSecondFactor(tx, self.user.id);
    await audit(tx, { actor: self.user.id, action: "account.second_factor_off" });
  });
}

/** From then on the password alone signs in. Who has none cannot do this: a Problem 400. */
export async function disconnectSso(self: Self, password: string): Promise<void> {
  await requirePassword(self, password);
  await db().write(async (tx) => {
    const { id } = self.user;
    const { count } = await tx.user.updateMany({
      where: { id, ssoSubject: { not: null } },
      data: { ssoSubject: null },
    });
    if (count === 0) return;
    await endOthers(tx, self);
    await audit(tx, { actor: id, action: "account.disconnected" });
  });
}

const RECENT_MS = 15 * 60_000;

/**
 * Makes an API token for who proves that they are themselves: by the password, and a code where a second factor is on. Who
 * has no password must have signed in within the last quarter of an hour. Throws a Problem or a ZodError.
 */
export async function makeOwnToken(
  self: Self,
  { password, code, ...given }: { label: unknown; days: unknown; password: string; code: string },
): Promise<{ id: string; token: string }> {
  newApiToken.parse(given);
  const { hasPassword } = await accountState(self);
  if (hasPassword) await requirePassword(self, password, code);
  else {
    const session = await db().read.session.findUnique({ where: { id: self.sessionId }, select: { createdAt: true } });
    if (session === null || session.createdAt.getTime() < Date.now() - RECENT_MS)
      throw new Problem(400, "Sign out and in again first: a token is made only shortly after signing in.");
  }
  return createApiToken(self.user.id, given);
}

const endOthers = (tx: Tx, { user: { id }, sessionId }: Omit<Self, "address">) =>
  tx.session.deleteMany({ where: { userId: id, id: { not: sessionId } } });

/**
 * As at a login, counted and throttled alike; returns the stored hash. With `code`, that is asked for too where there is a
 * second factor.
 */
export async function requirePassword({ user, address }: Self, password: string, code?: string): Promise<string> {
  const admission = await admit(user.email, address);
  if (!admission.admitted) throw new Problem(429, "Too many tries. Wait a few minutes, then try again.");
  const select = { passwordHash: true, totpSecret: true };
  const row = await db().read.user.findUnique({ where: { id: user.id }, select });
  try {
    const right = await verifyPassword(password.slice(0, PASSWORD_MAX + 1), row?.passwordHash ?? null);
    if (!right || !row?.passwordHash) throw new Problem(400, "The current password is wrong.");
  } catch (error) {
    if (error instanceof QueueFull) await admission.withdrawn();
    throw error;
  }
  const sealed = code === undefined ? null : row.totpSecret;
  if (
    sealed !== null &&
    !(await db().write((tx) => takeCode(tx, { id: user.id, sealed }, (code ?? "").slice(0, CODE_MAX))))
  )
    throw new Problem(400, "The code is wrong, or was used already. Enter the one that your app shows now.");
  await admission.succeeded();
  return row.passwordHash;
}
