import { log } from "../log";
import { oncePerProcess } from "../process";
import { inThread } from "./thread";

const SOON_MS = 5_000;

/** Empties SQLite's log shortly, of what came in before it was known whose it is. */
export function tidySoon(): void {
  const waiting = oncePerProcess("privacy.tidy", () => ({ timer: null as NodeJS.Timeout | null }));
  waiting.timer ??= setTimeout(() => {
    waiting.timer = null;
    inThread("clean", { texts: [] }).catch((error: unknown) =>
      log().warn({ error: String(error) }, "the database's log was not emptied"),
    );
  }, SOON_MS).unref();
}
