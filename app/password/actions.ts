"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { PasswordState } from "@/components/access/password-form";
import { HOME } from "@/lib/auth/callback-url";
import { countLinkTry } from "@/lib/auth/link-throttle";
import { LINK_COOKIE } from "@/lib/auth/names";
import { newPassword } from "@/lib/auth/password";
import { clientAddress } from "@/lib/auth/peer-address";
import { setSessionCookie } from "@/lib/auth/session-cookie";
import { plainName } from "@/lib/auth/user";
import { choosePassword, userOfLink } from "@/lib/auth/user-links";
import { Problem } from "@/lib/problem";

/** Uses up the link that the cookie holds, and signs its user in. */
export async function takeLink(_: PasswordState, form: FormData): Promise<PasswordState> {
  const jar = await cookies();
  const token = jar.get(LINK_COOKIE)?.value ?? "";
  const name = form.has("name") ? plainName(String(form.get("name"))) : null;
  const user = await userOfLink(token);
  const password = newPassword(user?.email ?? "").safeParse(String(form.get("password") ?? ""));
  if (!password.success) return { name, error: null, passwordError: password.error.issues[0]?.message };
  try {
    await countLinkTry(clientAddress(await headers()));
    const claim = await choosePassword(token, { password: password.data, name: name || null });
    if (claim) await setSessionCookie(claim);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { name, error: error.detail };
  }
  jar.delete({ name: LINK_COOKIE, path: "/password" });
  redirect(HOME);
}
