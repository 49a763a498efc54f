import { decode, encode } from "next-auth/jwt";
import { authSecret } from "./secret";

/** What a session cookie says, and all it says: who the user is now stands in the database. */
export interface SessionClaim {
  userId: string;
  sessionId: string;
}

/** Seconds after which a session ends, however busy. */
export const SESSION_MAX_AGE_S = 7 * 24 * 60 * 60;

/** An encrypted token in next-auth's own form. */
export function encodeSessionToken({ userId, sessionId }: SessionClaim): Promise<string> {
  return encode({ token: { sub: userId, sid: sessionId }, secret: authSecret(), maxAge: SESSION_MAX_AGE_S });
}

/** null for a token that is forged, expired, unencrypted or not ours. */
export async function decodeSessionToken(token: string): Promise<SessionClaim | null> {
  const claims = await decode({ token, secret: authSecret() }).catch(refuse);
  return claims === null ? null : claimOf(claims);
}

export function claimOf(claims: { sub?: unknown; sid?: unknown }): SessionClaim | null {
  const { sub, sid } = claims;
  return typeof sub === "string" && typeof sid === "string" ? { userId: sub, sessionId: sid } : null;
}

/** jose throws for every token it does not accept; there is nothing to tell apart, for us or for the sender. */
function refuse(): null {
  return null;
}
