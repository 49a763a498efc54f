import { cookies, headers } from "next/headers";
import { isSecure } from "./request";
import { seal, unseal } from "./seal";
import { readSessionCookie } from "./session-cookie";
import type { SessionClaim } from "./session-token";

const COOKIE = "viewledger.connect";
/** Of the endpoint that the issuer sends the browser back to. */
const PATH = "/api/auth";
/** Time to sign in at the issuer. */
const CONNECT_S = 10 * 60;

/** Only in a server action: what comes back from the issuer next is to be connected with this session's user. */
export async function awaitConnection({ sessionId }: Pick<SessionClaim, "sessionId">): Promise<void> {
  const until = Date.now() + CONNECT_S * 1_000;
  const secure = isSecure(await headers());
  (await cookies()).set(COOKIE, seal("connect single sign-on", sessionId, String(until)), {
    httpOnly: true,
    sameSite: "lax",
    path: PATH,
    secure,
    maxAge: CONNECT_S,
  });
}

/** Only in a route handler: the session that waits for a connection, this once. Null: nobody asked for one. */
export async function takeConnection(now = Date.now()): Promise<SessionClaim | null> {
  const jar = await cookies();
  const sealed = jar.get(COOKIE)?.value;
  if (sealed === undefined) return null;
  jar.delete({ name: COOKIE, path: PATH });
  const claim = await readSessionCookie();
  const until = claim === null ? null : unseal("connect single sign-on", claim.sessionId, sealed);
  return until !== null && Number(until) > now ? claim : null;
}
