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

/** How the session cookie is set; lax, so that a link in a mail leads to the page it names. */
export function sessionCookieOptions(secure: boolean) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
}

/** Only in a server action or a route handler. */
export async function setSessionCookie(claim: SessionClaim): Promise<void> {
  await put(await encodeSessionToken(claim), SESSION_MAX_AGE_S);
}

/** Only in a server action or a route handler. */
export async function clearSessionCookie(): Promise<void> {
  await put("", 0);
}

async function put(value: string, maxAge: number): Promise<void> {
  const secure = isSecure(await headers());
  (await cookies()).set(sessionCookieName(secure), value, { ...sessionCookieOptions(secure), maxAge });
}
