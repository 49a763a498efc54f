import { headers } from "next/headers";
import { Problem } from "../problem";
import type { Self } from "./account";
import { requireUser, type User } from "./current-user";
import { clientAddress } from "./peer-address";
import { readSessionCookie } from "./session-cookie";

/** The signed-in user with their session and address, for changes of their own account. Redirects as requireUser does. */
export async function requireSelf(): Promise<Self & { user: User }> {
  const user = await requireUser();
  const claim = await readSessionCookie();
  if (claim === null) throw new Problem(401, "Sign in first.");
  return { user, sessionId: claim.sessionId, address: clientAddress(await headers()) };
}
