import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { Fault } from "../fault";
import { log } from "../log";
import { oncePerProcess } from "../process";
import { localPath } from "./callback-url";
import { logIn } from "./log-in";
import { clientAddress } from "./peer-address";
import { authSecret } from "./secret";
import { endSession, userOfSession } from "./session";
import { sessionCookieName, sessionCookieOptions } from "./session-cookie";
import { claimOf, decodeSessionToken, SESSION_MAX_AGE_S } from "./session-token";
import { SSO_PROVIDER, sessionBySso, ssoProviders } from "./sso";
import type { Claims } from "./sso-users";

/** The errors that stand in the redirect of a login that was throttled, lacks the second factor's code, or failed here. */
export const THROTTLED = "Throttled";
const CODE_NEEDED = "CodeNeeded";
const FAILED = "Failed";

/** next-auth's own endpoints, with our users, our sessions and our pages. */
export function nextAuthOptions(secure: boolean): AuthOptions {
  return {
    secret: authSecret(),
    useSecureCookies: secure,
    cookies: { sessionToken: { name: sessionCookieName(secure), options: sessionCookieOptions(secure) } },
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_S },
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    providers: [
      ...ssoProviders(),
      Credentials({
        id: "credentials",
        name: "E-mail and password",
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials, request) {
          const { email = "", password = "", code } = credentials ?? {};
          const result = await named(logIn(email, password, clientAddress(request.headers ?? {}), code || null));
          if (result.outcome === "throttled") throw new Error(THROTTLED);
          if (result.outcome === "code") throw new Error(CODE_NEEDED);
          return result.outcome === "in" ? { id: result.claim.userId, sessionId: result.claim.sessionId } : null;
        },
      }),
    ],
    jwt: { decode: ({ token = "" }) => liveToken(token) },
    callbacks: {
      redirect: ({ url, baseUrl }) => localPath(url, baseUrl),
      async signIn({ user, account, profile }) {
        if (account?.provider !== SSO_PROVIDER) return true;
        // What is thrown stands in the redirect to the login page. `user` is what `jwt` is given next.
        const { userId, sessionId } = await named(sessionBySso(profile as Claims));
        Object.assign(user, { id: userId, sessionId });
        return true;
      },
      jwt: ({ token, user }) => (user && "sessionId" in user ? { sub: user.id, sid: user.sessionId } : token),
      async session({ session, token }) {
        const claim = claimOf(token);
        const user = claim && (await userOfSession(claim));
        return { ...session, user: user ? { name: user.name, email: user.email, role: user.role } : undefined };
      },
    },
    events: {
      async signOut({ token }) {
        const claim = claimOf(token ?? {});
        if (claim) await endSession(claim.sessionId);
      },
    },
    logger: {
      error: (code, metadata) => {
        // A cookie that is not a live session is everyday business, and cleared.
        if (code === "JWT_SESSION_ERROR") return;
        log().error({ code, err: metadata instanceof Error ? metadata : metadata.error }, "next-auth");
      },
      warn: (code) => log().warn({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

const fault = () =>
  oncePerProcess("signingIn", () => new Fault("somebody could not sign in", "signing in works again", "error"));

/**
 * What is thrown stands in the redirect to the login page as it is, and next-auth logs it nowhere. A refusal is a name; anything
 * else is for the log alone, be it a word.
 */
async function named<T>(work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    fault().passed();
    return result;
  } catch (error) {
    if (error instanceof Error && error.name === "SsoRefused") throw error;
    fault().met(error);
    throw new Error(FAILED);
  }
}

/** A token's claims while its session's row lives. */
async function liveToken(token: string): Promise<JWT | null> {
  const claim = await decodeSessionToken(token);
  if (claim === null || (await userOfSession(claim)) === null) return null;
  return { sub: claim.userId, sid: claim.sessionId };
}
