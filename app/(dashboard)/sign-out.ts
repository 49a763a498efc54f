"use server";

import { redirect } from "next/navigation";
import { endSession } from "@/lib/auth/session";
import { clearSessionCookie, readSessionCookie } from "@/lib/auth/session-cookie";

/** Ends this browser's session, at once. */
export async function signOut(): Promise<void> {
  const claim = await readSessionCookie();
  if (claim) await endSession(claim.sessionId);
  await clearSessionCookie();
  redirect("/login");
}
