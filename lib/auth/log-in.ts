import { db } from "../db";
import { QueueFull } from "./bounded-queue";
import { loginTicket, ticketHolder } from "./login-ticket";
import { PASSWORD_MAX, verifyPassword } from "./password";
import { unlockedAt } from "./rescue";
import { CODE_MAX, takeCode } from "./second-factor";
import { openSession } from "./session";
import type { SessionClaim } from "./session-token";
import { type Admission, admit } from "./throttle";
import { noteThrottled } from "./throttled-note";
import { digestOf } from "./token";
import { normalEmail } from "./user";

/** RFC 5321: no longer address can be delivered to. */
const EMAIL_MAX = 254;
const BUSY_RETRY_S = 5;

type Refusal = { outcome: "refused" } | { outcome: "throttled"; retryAfterS: number };
export type LoginOutcome = { outcome: "in"; claim: SessionClaim } | Refusal;
/** `code`: the password was right, and a code of the second factor is asked for, together with the ticket */
export type FirstStep = LoginOutcome | { outcome: "code"; ticket: string };

interface Account {
  id: string;
  passwordHash: string | null;
  totpSecret: string | null;
  disabledAt: Date | null;
}

const ACCOUNT = { id: true, email: true, passwordHash: true, totpSecret: true, disabledAt: true } as const;

/**
 * Opens a session for the right e-mail and password, and the code where the user has a second factor; without a code the
 * answer is a ticket for `enterCode`. Whatever is wrong, the answer and its time are the same.
 */
export async function logIn(
  typedEmail: string,
  password: string,
  address: string,
  code: string | null = null,
): Promise<FirstStep> {
  const email = normalEmail(typedEmail).slice(0, EMAIL_MAX);
  const admission = await admit(email, address, () => unlockedAt(email));
  if (!admission.admitted) {
    noteThrottled(email);
    return throttled(admission.retryAfterS);
  }
  const user = await db().read.user.findUnique({ where: { email }, select: ACCOUNT });
  let right: boolean;
  try {
    right = await verifyPassword(password.slice(0, PASSWORD_MAX + 1), user?.passwordHash ?? null);
  } catch (error) {
    await admission.withdrawn();
    if (error instanceof QueueFull) return throttled(BUSY_RETRY_S);
    throw error;
  }
  if (!right || user === null || user.disabledAt !== null) return { outcome: "refused" };
  if (user.totpSecret !== null && code === null) {
    await admission.withdrawn();
    return { outcome: "code", ticket: loginTicket(user.id, user.passwordHash ?? "") };
  }
  return enter(user, code, admission);
}

/** The second step: a code of the app or a recovery code. `expired`: the password is asked for again. */
export async function enterCode(
  ticket: string,
  code: string,
  address: string,
): Promise<LoginOutcome | { outcome: "expired" }> {
  const holder = ticketHolder(ticket);
  if (holder === null) return { outcome: "expired" };
  const user = await db().read.user.findUnique({ where: { id: holder.userId }, select: ACCOUNT });
  if (user === null || user.disabledAt !== null || digestOf(user.passwordHash ?? "") !== holder.password)
    return { outcome: "expired" };
  const admission = await admit(user.email, address, () => unlockedAt(user.email));
  if (!admission.admitted) {
    noteThrottled(user.email);
    return throttled(admission.retryAfterS);
  }
  return enter(user, code, admission);
}

const throttled = (retryAfterS: number): Refusal => ({ outcome: "throttled", retryAfterS });

async function enter(
  user: Account,
  code: string | null,
  admission: Extract<Admission, { admitted: true }>,
): Promise<LoginOutcome> {
  const now = new Date();
  const claim = await db().write(async (tx) => {
    const { id, passwordHash, totpSecret: sealed } = user;
    if (sealed !== null && !(await takeCode(tx, { id, sealed }, (code ?? "").slice(0, CODE_MAX)))) return null;
    // Disabled, or given another password or second factor meanwhile: that counts.
    const alive = { id, passwordHash, totpSecret: sealed, disabledAt: null };
    const { count } = await tx.user.updateMany({ where: alive, data: { lastLoginAt: now } });
    return count === 1 ? openSession(tx, id, now) : null;
  });
  if (claim === null) return { outcome: "refused" };
  await admission.succeeded();
  return { outcome: "in", claim };
}
