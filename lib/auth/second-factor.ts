import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { db, type Tx } from "../db";
import { Problem } from "../problem";
import { seal, unseal } from "./seal";
import { digestOf } from "./token";
import type { User } from "./user";

const ISSUER = "Viewledger";
/** RFC 4226 recommends 160 bits. */
const SECRET_BYTES = 20;
/** A code of the step before or after is taken too: clocks differ. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
/** No code is longer, however it is typed. */
export const CODE_MAX = 40;
/** 80 bits a code: a stored hash cannot be turned back by trying. */
const RECOVERY_BYTES = 10;

/** What a device is shown before the second factor is on; nothing is stored yet. */
export interface Proposal {
  /** Base32, for whoever types it */
  secret: string;
  /** otpauth://…, for the QR code */
  address: string;
  /** Comes back with the first code */
  sealed: string;
}

export function proposeSecondFactor(user: Pick<User, "id" | "email">): Proposal {
  const secret = new Secret({ size: SECRET_BYTES }).base32;
  return { ...proposalOf(user, secret), sealed: seal("second factor", user.id, secret) };
}

/** The same proposal again, after a mistyped code. Null for one that is not this user's. */
export function sameProposal(user: Pick<User, "id" | "email">, sealed: string): Proposal | null {
  const secret = unseal("second factor", user.id, sealed);
  return secret === null ? null : { ...proposalOf(user, secret), sealed };
}

const proposalOf = (user: Pick<User, "email">, secret: string) => ({
  secret,
  address: totpOf(secret, user.email).toString(),
});

function totpOf(secret: string, label = ""): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret) });
}

/** The time step that a code belongs to; null for a wrong one. */
function stepOf(secret: string, code: string, now: number): number | null {
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code, window: WINDOW, timestamp: now });
  return delta === null ? null : totp.counter({ timestamp: now }) + delta;
}

const plain = (code: string) => code.replace(/[\s-]/g, "").toUpperCase();

/**
 * Turns the second factor on, with the first code as the proof that the device has it. Returns the recovery codes, this
 * once; throws a Problem 400 when the code is wrong. `alongside` is written in the same transaction.
 */
export async function turnOnSecondFactor(
  user: Pick<User, "id">,
  { sealed, code }: { sealed: string; code: string },
  alongside: (tx: Tx) => Promise<unknown>,
  now = Date.now(),
): Promise<string[]> {
  const secret = unseal("second factor", user.id, sealed);
  if (secret === null) throw new Problem(400, "This form is too old. Load the page again.");
  const step = stepOf(secret, plain(code), now);
  if (step === null) throw new Problem(400, "The code is wrong. Enter the six digits that your app shows now.");
  return db().write(async (tx) => {
    const data = { totpSecret: seal("second factor", user.id, secret), totpStep: step };
    const { count } = await tx.user.updateMany({ where: { id: user.id, totpSecret: null }, data });
    if (count === 0) throw new Problem(400, "The second factor is on already.");
    const codes = await makeRecoveryCodes(tx, user.id);
    await alongside(tx);
    return codes;
  });
}

/** Inside a write: other recovery codes in place of all there are, returned this once. */
export async function makeRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({ data: codes.map((one) => ({ digest: recoveryDigest(userId, one), userId })) });
  return codes;
}

/** Inside a write: codes are not asked for any more. */
export async function turnOffSecondFactor(tx: Tx, userId: string): Promise<void> {
  await tx.user.updateMany({ where: { id: userId }, data: { totpSecret: null, totpStep: null } });
  await tx.recoveryCode.deleteMany({ where: { userId } });
}

/**
 * Takes a code of the app, or a recovery code, inside a write that it may begin: each is good once, also of two at once.
 * `sealed` is what the user's row has.
 */
export async function takeCode(
  tx: Tx,
  { id, sealed }: { id: string; sealed: string },
  code: string,
  now = Date.now(),
): Promise<boolean> {
  const typed = plain(code);
  const secret = unseal("second factor", id, sealed);
  const step = secret === null || typed.length !== 6 ? null : stepOf(secret, typed, now);
  if (step !== null) {
    const { count } = await tx.user.updateMany({
      where: { id, totpSecret: sealed, OR: [{ totpStep: null }, { totpStep: { lt: step } }] },
      data: { totpStep: step },
    });
    return count === 1;
  }
  return (await tx.recoveryCode.deleteMany({ where: { digest: recoveryDigest(id, typed) } })).count === 1;
}

/** Four groups of four, of letters and digits that are not mistaken for each other. */
function newRecoveryCode(): string {
  const text = new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_BYTES)).buffer }).base32;
  return text.match(/.{4}/g)?.join("-") ?? text;
}

function recoveryDigest(userId: string, code: string): string {
  return digestOf(`${userId} ${plain(code)}`);
}
