import { cookies, headers } from "next/headers";
import { isSecure } from "./request";
import { decodeSessionToken, encodeSessionToken, SESSION_MAX_AGE_S, type SessionClaim } from "./session-token";

/** next-auth's default name over http; bound to the host where TLS is. */
export function sessionCookieName(secure: boolean): string {
  return `${secure ? "__Host-" : ""}next-auth.session-token`;
}

/** What the request's session cookie says; null without one, or with one that is not ours. */
export async function readSessionCookie(): Promise<SessionClaim | null> {
  const name = sessionCookieName(isSecure(await headers()));
  const token = (await cookies()).get(name)?.value;
  return token === undefined ? null : decodeSessionToken(token);
}

/** Only in a server action or a route handler. */
export async function setSessionCookie(claim: SessionClaim): Promise<void> {
  const secure = isSecure(await headers());
  (await cookies()).set(sessionCookieName(secure), await encodeSessionToken(claim), {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge: SESSION_MAX_AGE_S,
  });
}

/** Only in a server action or a route handler. */
export async function clearSessionCookie(): Promise<void> {
  const secure = isSecure(await headers());
  (await cookies()).set(sessionCookieName(secure), "", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge: 0,
  });
}
