import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { Problem } from "../problem";
import { bearerOf, userOfToken } from "./api-tokens";
import { apiWork } from "./handler";
import { PATH_HEADER, RENEWAL_COOKIE } from "./names";
import { clientAddress } from "./peer-address";
import { userOfSession } from "./session";
import { readSessionCookie } from "./session-cookie";
import { mayActAs, type Role, type User } from "./user";

export type { Role, User } from "./user";

/**
 * Who is signed in, checked against the session's row; once per rendered page. In a route handler that takes API tokens,
 * a token's owner: a request that carries one is not looked at for a session. Throws as `userOfToken` does.
 */
export const currentUser = cache(async (): Promise<User | null> => {
  const work = apiWork();
  const token = work?.tokens ? bearerOf(work.request.headers.get("authorization")) : null;
  if (work && token !== null) return userOfToken(token, clientAddress(work.request.headers));
  const claim = await readSessionCookie();
  if (claim === null) return null;
  const unseen = work?.unseen === true || (await cookies()).has(RENEWAL_COOKIE);
  return userOfSession(claim, { unseen });
});

/**
 * The signed-in user, who has at least `role`. A page of a stranger redirects to /login and comes back; a route handler
 * (inside `apiHandler`) throws a Problem: 401 for a stranger, 403 for too small a role. The wrong role on a page is a 404.
 */
export async function requireUser(role: Role = "viewer"): Promise<User> {
  const user = await currentUser();
  if (user === null) {
    if (apiWork())
      throw new Problem(401, "Sign in first.", { headers: { "WWW-Authenticate": 'Bearer realm="viewledger"' } });
    const wanted = (await headers()).get(PATH_HEADER);
    redirect(wanted === null ? "/login" : `/login?callbackUrl=${encodeURIComponent(wanted)}`);
  }
  if (!mayActAs(user.role, role)) {
    if (apiWork()) throw new Problem(403, `This needs the role ${role}.`);
    notFound();
  }
  return user;
}
