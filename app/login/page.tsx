import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { LoginForm } from "@/components/access/login-form";
import { NarrowPage } from "@/components/access/narrow-page";
import { NobodyYet } from "@/components/access/nobody-yet";
import { SsoButton } from "@/components/access/sso-button";
import { Notice } from "@/components/ui/notice";
import { localPath } from "@/lib/auth/callback-url";
import { currentUser } from "@/lib/auth/current-user";
import { hasUsers } from "@/lib/auth/first-administrator";
import { ownOrigin, publicOrigin } from "@/lib/auth/request";
import { ssoName } from "@/lib/auth/sso";
import { signIn } from "./actions";

export const metadata = { title: "Sign in" };

const ERRORS: Record<string, string> = {
  CredentialsSignin: "E-mail or password is wrong.",
  Throttled: "Too many tries. Wait a few minutes, then try again.",
  CodeNeeded: "This user has a second factor: sign in here.",
  SsoUnknown: "You are signed in there, but have no access to Viewledger. Ask an administrator to invite you.",
  SsoRole: "You are signed in there, but no role in Viewledger goes with it. Ask an administrator.",
  SsoEmail:
    "Single sign-on told no whole e-mail address of yours that it has verified, so you cannot be recognised here.",
  SsoOther: "The user with this e-mail address is connected with somebody else. Ask an administrator.",
  SsoConnect: "There is a user with this address and a password. Sign in with it, then connect the two under Account.",
  OAuthSignin: "Single sign-on cannot be reached just now. Try again shortly.",
  OAuthCallback: "Single sign-on did not work. Try again.",
  Expired: "The form was open for too long. Sign in again.",
};

export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { callbackUrl, error } = await searchParams;
  const reachedAt = publicOrigin(await headers());
  const target = localPath(callbackUrl, reachedAt);
  if (await currentUser()) redirect(target);
  if (!(await hasUsers())) return <NobodyYet />;
  const sso = ssoName();
  const said = typeof error === "string" ? (ERRORS[error] ?? "Signing in did not work. Try again.") : null;
  return (
    <NarrowPage title="Sign in">
      <LoginForm action={signIn} callbackUrl={target} error={said}>
        {sso !== null &&
          (reachedAt === ownOrigin() ? (
            <SsoButton name={sso} callbackUrl={target} />
          ) : (
            <Notice className="mt-4">
              Signing in by {sso} leads back to <span className="wrap-anywhere">{ownOrigin()}</span>, and you came by
              another address: open that one, or have APP_URL set to this one.
            </Notice>
          ))}
      </LoginForm>
    </NarrowPage>
  );
}
