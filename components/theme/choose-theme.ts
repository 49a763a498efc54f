"use server";

import { cookies } from "next/headers";
import { THEME_COOKIE, themeOf } from "./themes";

const YEAR_S = 31_536_000;

/** Keeps the choice in a cookie, so that the first byte of every later page already has the right colours. */
export async function chooseTheme(theme: string): Promise<void> {
  (await cookies()).set(THEME_COOKIE, themeOf(theme), { path: "/", maxAge: YEAR_S, sameSite: "lax", httpOnly: true });
}
