import { env } from "../env";

/** Whether the browser came by TLS: by APP_URL, else as a trusted proxy says. */
export function isSecure(headers: Pick<Headers, "get">): boolean {
  const { APP_URL, TRUSTED_PROXY_HOPS } = env();
  if (APP_URL !== undefined) return APP_URL.startsWith("https:");
  return TRUSTED_PROXY_HOPS > 0 && headers.get("x-forwarded-proto")?.split(",").at(-1)?.trim() === "https";
}

/** Where single sign-on leads back to: it has to be registered at the issuer, so that no request decides it. */
export function ownOrigin(): string {
  const { APP_URL, PORT } = env();
  return APP_URL === undefined ? `http://localhost:${PORT}` : new URL(APP_URL).origin;
}

/** The address to show and to copy: a computer's own is spelled as the terminal spells it, however it was typed. */
export function shownOrigin(headers: Headers): string {
  const url = new URL(publicOrigin(headers));
  if (/^(127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) url.hostname = "localhost";
  return url.origin;
}

/** The address under which users reach us, without a trailing slash: APP_URL, else what the request was sent to. */
export function publicOrigin(headers: Headers): string {
  const { APP_URL, TRUSTED_PROXY_HOPS, PORT } = env();
  if (APP_URL !== undefined) return new URL(APP_URL).origin;
  const forwarded = TRUSTED_PROXY_HOPS > 0 ? headers.get("x-forwarded-host")?.split(",").at(-1)?.trim() : undefined;
  const url = `${isSecure(headers) ? "https" : "http"}://${forwarded || headers.get("host")}`;
  return URL.canParse(url) ? new URL(url).origin : `http://localhost:${PORT}`;
}
