/** Leaves for single sign-on, to come back to `callbackUrl`. The answer is a sentence that says why it did not work. */
export async function startSso(callbackUrl: string): Promise<string> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await fetch("/api/auth/signin/oidc", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, callbackUrl, json: "true" }),
    });
    const { url } = (await answer.json()) as { url: string };
    window.location.assign(url);
    return "";
  } catch {
    return "The server could not be reached. Try again.";
  }
}
