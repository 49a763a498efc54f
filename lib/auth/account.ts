import { z } from "zod";
import { audit } from "../audit";
import { db, type Tx } from "../db";
import { Problem } from "../problem";
import { QueueFull } from "./bounded-queue";
import { hashPassword, PASSWORD_MAX, verifyPassword } from "./password";
import { turnOffSecondFactor, turnOnSecondFactor } from "./second-factor";
import { admit } from "./throttle";
import type { User } from "./user";

/** Somebody who changes their own account, from the session and the address that they do it with. */
export interface Self {
  user: Pick<User, "id" | "email">;
  sessionId: string;
  address: string;
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
  const valid = accountName.parse(name);
  await db().write((tx) => tx.user.updateMany({ where: { id }, data: { name: valid || null } }));
}

/** Sets another password, and ends all sessions but this one. Throws a Problem when the current one is wrong. */
export async function changePassword(self: Self, given: { current: string; next: string }): Promise<void> {
  const known = await requirePassword(self, given.current);
  const passwordHash = await hashPassword(given.next);
  await db().write(async (tx) => {
    const { id } = self.user;
    // Changed meanwhile, by a link or by an administrator: that counts.
    const { count } = await tx.user.updateMany({ where: { id, passwordHash: known }, data: { passwordHash } });
    if (count === 0) throw new Problem(400, "The password was changed meanwhile. Sign in again.");
    await endOthers(tx, self);
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

export async function dropSecondFactor(self: Self, password: string): Promise<void> {
  await requirePassword(self, password);
  await db().write(async (tx) => {
    await turnOffSecondFactor(tx, self.user.id);
    await audit(tx, { actor: self.user.id, action: "account.second_factor_off" });
  });
}

const endOthers = (tx: Tx, { user: { id }, sessionId }: Omit<Self, "address">) =>
  tx.session.deleteMany({ where: { userId: id, id: { not: sessionId } } });

/** As at a login, counted and throttled alike; returns the stored hash. */
export async function requirePassword({ user, address }: Self, password: string): Promise<string> {
  const admission = await admit(user.email, address);
  if (!admission.admitted) throw new Problem(429, "Too many tries. Wait a few minutes, then try again.");
  const row = await db().read.user.findUnique({ where: { id: user.id }, select: { passwordHash: true } });
  try {
    const right = await verifyPassword(password.slice(0, PASSWORD_MAX + 1), row?.passwordHash ?? null);
    if (!right || !row?.passwordHash) throw new Problem(400, "The current password is wrong.");
  } catch (error) {
    if (!(error instanceof QueueFull)) throw error;
    await admission.withdrawn();
    throw new Problem(429, "Too much is going on just now. Try again shortly.");
  }
  await admission.succeeded();
  return row.passwordHash;
}
