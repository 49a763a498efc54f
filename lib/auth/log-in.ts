import { db } from "../db";
import { QueueFull } from "./bounded-queue";
import { PASSWORD_MAX, verifyPassword } from "./password";
import { unlockedAt } from "./rescue";
import { openSession } from "./session";
import type { SessionClaim } from "./session-token";
import { admit } from "./throttle";
import { normalEmail } from "./user";

/** RFC 5321: no longer address can be delivered to. */
const EMAIL_MAX = 254;
const BUSY_RETRY_S = 5;

export type LoginOutcome =
  | { outcome: "in"; claim: SessionClaim }
  | { outcome: "refused" }
  | { outcome: "throttled"; retryAfterS: number };

/** Opens a session for the right e-mail and password. Whatever is wrong, the answer and its time are the same. */
export async function logIn(typedEmail: string, password: string, address: string): Promise<LoginOutcome> {
  const email = normalEmail(typedEmail).slice(0, EMAIL_MAX);
  const admission = await admit(email, address, () => unlockedAt(email));
  if (!admission.admitted) return { outcome: "throttled", retryAfterS: admission.retryAfterS };
  const user = await db().read.user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true },
  });
  let right: boolean;
  try {
    right = await verifyPassword(password.slice(0, PASSWORD_MAX + 1), user?.passwordHash ?? null);
  } catch (error) {
    await admission.withdrawn();
    if (error instanceof QueueFull) return { outcome: "throttled", retryAfterS: BUSY_RETRY_S };
    throw error;
  }
  if (!right || user === null || user.disabledAt !== null) return { outcome: "refused" };
  const claim = await startSession(user.id);
  if (claim === null) return { outcome: "refused" };
  await admission.succeeded();
  return { outcome: "in", claim };
}

/** null when the user was disabled meanwhile. */
function startSession(userId: string): Promise<SessionClaim | null> {
  const now = new Date();
  return db().write(async (tx) => {
    const { count } = await tx.user.updateMany({ where: { id: userId, disabledAt: null }, data: { lastLoginAt: now } });
    return count === 1 ? openSession(tx, userId, now) : null;
  });
}
