import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { NarrowPage } from "@/components/access/narrow-page";
import { PasswordForm } from "@/components/access/password-form";
import { LINK_COOKIE } from "@/lib/auth/names";
import { userOfLink } from "@/lib/auth/user-links";
import { takeLink } from "./actions";

export const metadata = { title: "Choose a password" };

/** Where a one-time link leads: to a first password or to another one. Without a good link there is no such page. */
export default async function PasswordPage() {
  const token = (await cookies()).get(LINK_COOKIE)?.value;
  const user = token === undefined ? null : await userOfLink(token);
  if (user === null) notFound();
  return (
    <NarrowPage
      title={user.known ? "Choose another password" : "Welcome to Viewledger"}
      intro={user.known ? "All browsers that are signed in will be signed out." : "Choose a password to sign in with."}
    >
      <PasswordForm action={takeLink} email={user.email} name={user.name} asksName={!user.known} />
    </NarrowPage>
  );
}
