import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "../env";
import type { SessionClaim } from "./session-token";
import { takeConnection } from "./sso-connection";
import { type Claims, connectSso, enterBySso } from "./sso-users";

export const SSO_PROVIDER = "oidc";

/** What the button on the login page is called; null without single sign-on. */
export function ssoName(): string | null {
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return OIDC_ISSUER === undefined ? null : OIDC_NAME;
}

/** The issuer of the settings, by its discovery document; with PKCE, state and nonce. */
export function ssoProviders(): OAuthConfig<Claims>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env();
  if (OIDC_ISSUER === undefined) return [];
  return [
    {
      id: SSO_PROVIDER,
      name: OIDC_NAME,
      type: "oauth",
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, "")}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      authorization: { params: { scope: "openid email profile" } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      userinfo: {
        // Some issuers tell address and roles here only; what the signed token says counts more.
        request: async ({ client, tokens }) => {
          const claims = (tokens as { claims(): Claims }).claims();
          // Given all tokens, it refuses what is told of another subject.
          const more = client.issuer.metadata.userinfo_endpoint
            ? await client.userinfo(tokens as Parameters<typeof client.userinfo>[0])
            : {};
          return { ...more, ...claims };
        },
      },
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

/** The session that the claims open, or that they were asked to be connected with. Throws SsoRefused. */
export async function sessionBySso(claims: Claims): Promise<SessionClaim> {
  const waiting = await takeConnection();
  return waiting === null ? enterBySso(claims) : connectSso(claims, waiting);
}
