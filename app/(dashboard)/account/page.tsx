import { headers } from "next/headers";
import { ApiTokens } from "@/components/account/api-tokens";
import { NameForm } from "@/components/account/name-form";
import { OtherSessions } from "@/components/account/other-sessions";
import { PasswordChange } from "@/components/account/password-change";
import { SecondFactor } from "@/components/account/second-factor";
import { SsoConnection } from "@/components/account/sso-connection";
import { SettingsSection } from "@/components/settings/section";
import { accountState } from "@/lib/auth/account";
import { listApiTokens } from "@/lib/auth/api-tokens";
import { shownOrigin } from "@/lib/auth/request";
import { requireSelf } from "@/lib/auth/self";
import { ssoName } from "@/lib/auth/sso";
import { FormPage } from "../form-page";
import {
  changeSecondFactor,
  changeTokens,
  connect,
  disconnect,
  endOtherSessions,
  saveName,
  savePassword,
} from "./actions";

export const metadata = { title: "Account" };

export default async function AccountPage() {
  const self = await requireSelf();
  const sso = ssoName();
  return (
    <FormPage title="Account" user={self.user}>
      {async ({ user, locale, zone }) => {
        const [state, tokens, request] = await Promise.all([accountState(self), listApiTokens(user.id), headers()]);
        return (
          <>
            <SettingsSection
              id="you"
              title="You"
              about={<p>How others see you. The address is what you sign in with.</p>}
            >
              <NameForm action={saveName} email={user.email} name={user.name} />
            </SettingsSection>
            {state.hasPassword && (
              <SettingsSection
                id="password"
                title="Password"
                about={<p>Changing it signs out all other browsers and revokes your API tokens.</p>}
              >
                <PasswordChange action={savePassword} email={user.email} />
              </SettingsSection>
            )}
            {state.hasPassword && (
              <SettingsSection
                id="second-factor"
                title="Second factor"
                about={<p>A code from an app on your telephone, asked for after the password.</p>}
              >
                <SecondFactor action={changeSecondFactor} on={state.secondFactor} codesLeft={state.recoveryCodesLeft} />
              </SettingsSection>
            )}
            {sso !== null && (
              <SettingsSection
                id="single-sign-on"
                title="Single sign-on"
                about={
                  <p>Sign in with {sso} instead of the password. A second factor is then asked for there, not here.</p>
                }
              >
                <SsoConnection
                  {...{ connect, disconnect }}
                  name={sso}
                  connected={state.singleSignOn}
                  hasPassword={state.hasPassword}
                  asksCode={state.secondFactor}
                />
              </SettingsSection>
            )}
            <SettingsSection
              id="sessions"
              title="Sessions"
              about={<p>A session ends after 8 hours without use, or 7 days.</p>}
            >
              <OtherSessions action={endOtherSessions} count={state.otherSessions} />
            </SettingsSection>
            <SettingsSection
              id="tokens"
              title="API tokens"
              about={
                <>
                  <p>For programs that fetch exports. A token reads what you may read, and changes nothing.</p>
                  <p>
                    It ends when it expires, when you revoke it, when your password changes, or when you are disabled.
                  </p>
                </>
              }
            >
              <ApiTokens
                action={changeTokens}
                asksPassword={state.hasPassword}
                asksCode={state.hasPassword && state.secondFactor}
                tokens={tokens.map((token) => ({
                  ...token,
                  createdAt: token.createdAt.toISOString(),
                  expiresAt: token.expiresAt.toISOString(),
                  lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
                }))}
                exportUrl={`${shownOrigin(request)}/api/export/views?period=30d&format=csv`}
                now={new Date().toISOString()}
                {...{ locale, zone }}
              />
            </SettingsSection>
          </>
        );
      }}
    </FormPage>
  );
}
