import { isLost } from "../../lib/db/outage";
import { explainStartFailure, placeOf } from "../../lib/start-failure";

/** SQLite's codes for a file that cannot be written, as a source never is. */
const UNWRITTEN = /^SQLITE_(FULL|READONLY|IOERR_(WRITE|FSYNC|TRUNCATE))/;
const isFile = (url: string) => url.startsWith("file:");

/**
 * What went wrong in words for whoever runs the command; the stack where nobody can know. `urls`: the databases that it
 * has to do with, those that it writes behind those that it reads.
 */
export function explained(error: unknown, urls: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  if (["CopyRefused", "RestoreRefused", "DistributionRefused"].includes(error.name)) return error.message;
  return explainStartFailure(error, meantBy(error, urls)) ?? lost(error, urls) ?? error.stack ?? error.message;
}

/** SQLite's codes are of a file, all others of a server. */
function meantBy(error: Error, urls: readonly string[]): string | null {
  const code = "code" in error ? String(error.code) : "";
  const meant = urls.filter((url) => isFile(url) === code.startsWith("SQLITE_"));
  return (UNWRITTEN.test(code) ? meant.at(-1) : meant[0]) ?? urls[0] ?? null;
}

function lost(error: Error, urls: readonly string[]): string | null {
  if (!isLost(error)) return null;
  const places = urls.filter((url) => !isFile(url)).map(placeOf);
  return `The connection to Postgres at ${places.join(" or ")} was lost (${error.message}). Run the same command again once it answers.`;
}
