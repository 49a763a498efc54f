import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/access/login-form";
import { NarrowPage } from "@/components/access/narrow-page";
import { NobodyYet } from "@/components/access/nobody-yet";
import { localPath } from "@/lib/auth/callback-url";
import { currentUser } from "@/lib/auth/current-user";
import { hasUsers } from "@/lib/auth/first-administrator";
import { publicOrigin } from "@/lib/auth/request";
import { signIn } from "./actions";

export const metadata = { title: "Sign in" };

const ERRORS: Record<string, string> = {
  CredentialsSignin: "E-mail or password is wrong.",
  Throttled: "Too many tries. Wait a few minutes, then try again.",
  CodeNeeded: "This user has a second factor: sign in here.",
  Expired: "The form was open for too long. Sign in again.",
};

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl, error } = await searchParams;
  const target = localPath(callbackUrl, publicOrigin(await headers()));
  if (await currentUser()) redirect(target);
  if (!(await hasUsers())) return <NobodyYet />;
  const said = typeof error === "string" ? (ERRORS[error] ?? "Signing in did not work. Try again.") : null;
  return (
    <NarrowPage title="Sign in">
      <LoginForm action={signIn} callbackUrl={target} error={said} />
    </NarrowPage>
  );
}
