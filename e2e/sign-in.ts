interface Credentials {
  ADMIN_EMAIL: string;
  ADMIN_PASSWORD: string;
}

/** Signs in over HTTP as the page does; returns the cookies of the session. */
export async function signIn(origin: string, who: Credentials): Promise<string> {
  const answer = await trySigningIn(origin, who);
  const cookie = cookies(answer);
  if (!cookie.includes("session-token")) throw new Error(`Signing in answered ${answer.status} without a session`);
  return cookie;
}

/** The answer, whatever it is. */
export async function trySigningIn(
  origin: string,
  { ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: Credentials,
): Promise<Response> {
  const first = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  return fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies(first) },
    body: new URLSearchParams({ csrfToken, email, password }),
  });
}

const cookies = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
