export const HOME = "/overview";

const MAX_LENGTH = 2_048;
const NOT_A_DESTINATION = /^\/(login|setup|password|api)(\/|$)/;

/**
 * Where to go after signing in: a path of this site with its query, or home when the candidate is anything else (another
 * host, `//x`, `/\x`, `javascript:`, not a string, …). `origin` is our own, for candidates that are whole addresses.
 */
export function localPath(candidate: unknown, origin: string): string {
  if (typeof candidate !== "string" || candidate.length > MAX_LENGTH) return HOME;
  // Browsers take a backslash for a slash, and drop tabs and line ends before they parse.
  if (/[\\\s\p{Cc}]/u.test(candidate)) return HOME;
  if (!candidate.startsWith("/") && !candidate.startsWith(`${origin}/`)) return HOME;
  if (!URL.canParse(candidate, origin)) return HOME;
  const url = new URL(candidate, origin);
  if (url.origin !== origin || url.username !== "" || url.password !== "") return HOME;
  // "/.//x" resolves to "//x", which a browser would take for a host.
  if (url.pathname.startsWith("//") || url.pathname === "/" || NOT_A_DESTINATION.test(url.pathname)) return HOME;
  return `${url.pathname}${url.search}${url.hash}`;
}
