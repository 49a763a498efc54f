"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { SetupState } from "@/components/access/setup-form";
import { createFirstAdministrator } from "@/lib/auth/first-administrator";
import { countLinkTry } from "@/lib/auth/link-throttle";
import { SETUP_COOKIE } from "@/lib/auth/names";
import { newPassword } from "@/lib/auth/password";
import { clientAddress } from "@/lib/auth/peer-address";
import { setSessionCookie } from "@/lib/auth/session-cookie";
import { plainName } from "@/lib/auth/user";
import { Problem } from "@/lib/problem";
import { changeSettings, reportingZone } from "@/lib/settings";

export async function setUp(_: SetupState, form: FormData): Promise<SetupState> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const state = { email: text("email"), name: plainName(text("name")), error: null };
  const zone = reportingZone.safeParse(text("zone") || "UTC");
  const jar = await cookies();
  const token = jar.get(SETUP_COOKIE)?.value ?? "";
  if (!z.email().max(254).safeParse(state.email).success) return { ...state, error: "Enter a whole e-mail address." };
  const password = newPassword(state.email).safeParse(String(form.get("password") ?? ""));
  if (!password.success) return { ...state, error: null, passwordError: password.error.issues[0]?.message };
  if (!zone.success) return { ...state, zoneError: "Enter the name of a time zone, such as Europe/Berlin." };
  let actor: string;
  try {
    await countLinkTry(clientAddress(await headers()));
    const administrator = { email: state.email, password: password.data, name: state.name || null };
    const claim = await createFirstAdministrator(token, administrator);
    actor = claim.userId;
    await setSessionCookie(claim);
  } catch (error) {
    if (error instanceof Problem) return { ...state, error: error.detail };
    if ((error as Error).name !== "SetupRefused") throw error;
    return { ...state, error: (error as Error).message };
  }
  jar.delete({ name: SETUP_COOKIE, path: "/setup" });
  await changeSettings({ reportingZone: zone.data }, actor);
  redirect("/settings?welcome=1");
}
