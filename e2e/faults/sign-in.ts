/** Signs in over HTTP as the page does; returns the cookies of the session. */
export async function signIn(
  origin: string,
  { ADMIN_EMAIL: email, ADMIN_PASSWORD: password }: { ADMIN_EMAIL: string; ADMIN_PASSWORD: string },
): Promise<string> {
  const first = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies(first) },
    body: new URLSearchParams({ csrfToken, email, password }),
  });
  const cookie = cookies(answer);
  if (!cookie.includes("session-token")) throw new Error(`Signing in answered ${answer.status} without a session`);
  return cookie;
}

const cookies = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
