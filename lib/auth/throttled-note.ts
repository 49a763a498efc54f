import { auditAlone } from "../audit";
import { db } from "../db";
import { log } from "../log";
import { oncePerProcess } from "../process";

/** An account is noted once in this time, however often it is tried. */
const NOTED_MS = 15 * 60_000;

/**
 * Notes in the audit log that somebody failed to sign in to a known account too often. Not awaited: the answer's time
 * must not tell whether there is such an account.
 */
export function noteThrottled(email: string, now = Date.now()): void {
  const noted = oncePerProcess("throttledNoted", () => new Map<string, number>());
  db()
    .read.user.findUnique({ where: { email }, select: { id: true } })
    .then(async (user) => {
      if (user === null || (noted.get(user.id) ?? 0) > now - NOTED_MS) return;
      noted.set(user.id, now);
      await auditAlone({ actor: null, action: "login.throttled", subject: user.id });
    })
    .catch((error: unknown) => log().warn({ err: error }, "could not note that logins were throttled"));
}
