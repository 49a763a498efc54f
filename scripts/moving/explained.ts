import { explainStartFailure } from "../../lib/start-failure";

/** What went wrong in words for whoever runs the command; the stack where nobody can know. */
export function explained(error: unknown, urls: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  if (["CopyRefused", "RestoreRefused", "DistributionRefused"].includes(error.name)) return error.message;
  // Only one of them can be meant: SQLite's codes are of a file, all others of a server.
  const isFile = "code" in error && String(error.code).startsWith("SQLITE_");
  const url = urls.find((one) => one.startsWith("file:") === isFile) ?? urls[0] ?? null;
  return explainStartFailure(error, url) ?? error.stack ?? error.message;
}
