"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { LoginState } from "@/components/access/login-form";
import { localPath } from "@/lib/auth/callback-url";
import { logIn } from "@/lib/auth/log-in";
import { clientAddress } from "@/lib/auth/peer-address";
import { publicOrigin } from "@/lib/auth/request";
import { setSessionCookie } from "@/lib/auth/session-cookie";

export async function signIn(_: LoginState, form: FormData): Promise<LoginState> {
  const email = String(form.get("email") ?? "");
  const request = await headers();
  const result = await logIn(email, String(form.get("password") ?? ""), clientAddress(request));
  if (result.outcome === "throttled") return { email, error: "Too many tries. Wait a few minutes, then try again." };
  if (result.outcome === "refused") return { email, error: "E-mail or password is wrong." };
  await setSessionCookie(result.claim);
  redirect(localPath(form.get("callbackUrl"), publicOrigin(request)));
}
