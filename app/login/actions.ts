"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { LoginState } from "@/components/access/login-form";
import { localPath } from "@/lib/auth/callback-url";
import { enterCode, logIn } from "@/lib/auth/log-in";
import { clientAddress } from "@/lib/auth/peer-address";
import { publicOrigin } from "@/lib/auth/request";
import { setSessionCookie } from "@/lib/auth/session-cookie";

const THROTTLED = "Too many tries. Wait a few minutes, then try again.";

/** The first step takes e-mail and password, the second a code, for users who have a second factor. */
export async function signIn(_: LoginState, form: FormData): Promise<LoginState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const [email, ticket] = [text("email"), text("ticket")];
  const request = await headers();
  const address = clientAddress(request);
  const result = ticket
    ? await enterCode(ticket, text("code"), address)
    : await logIn(email, text("password"), address);
  switch (result.outcome) {
    case "in":
      await setSessionCookie(result.claim);
      return redirect(localPath(form.get("callbackUrl"), publicOrigin(request)));
    case "code":
      return { email, ticket: result.ticket, error: null };
    case "expired":
      return { email, error: "That took too long. Sign in again." };
    case "throttled":
      return { email, ticket: ticket || undefined, error: THROTTLED };
    case "refused":
      return ticket
        ? { email, ticket, error: "The code is wrong, or was used already. Wait for the next one." }
        : { email, error: "E-mail or password is wrong." };
  }
}
