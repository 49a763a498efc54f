import { explainStartFailure } from "../../lib/start-failure";

/** What went wrong in words for whoever runs the command; the stack where nobody can know. */
export function explained(error: unknown, urls: readonly string[]): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "CopyRefused" || error.name === "RestoreRefused") return error.message;
  // Which of the two it was the driver does not say; the one that is no file can fail by its network.
  const url = urls.find((one) => one.startsWith("postgres")) ?? urls[0] ?? null;
  return explainStartFailure(error, url) ?? error.stack ?? error.message;
}
