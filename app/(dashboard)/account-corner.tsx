import { cookies } from "next/headers";
import { PaletteButton } from "@/components/palette/palette-button";
import { UserMenu } from "@/components/shell/user-menu";
import { ThemeSwitch } from "@/components/theme/theme-switch";
import { THEME_COOKIE, themeOf } from "@/components/theme/themes";
import type { User } from "@/lib/auth/current-user";
import { signOut } from "./sign-out";

function SignOut() {
  return (
    <form action={signOut}>
      <button type="submit" className="w-full rounded-sm px-2.5 py-1.5 text-left text-sm hover:bg-sunken">
        Sign out
      </button>
    </form>
  );
}

/** The header's right corner: theme and account. */
export async function AccountCorner({ user }: { user: User | null }) {
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <>
      <PaletteButton />
      <ThemeSwitch chosen={theme} />
      {user && <UserMenu email={user.email} role={user.role} signOut={<SignOut />} />}
    </>
  );
}
