import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./outage";

/** How long a write waits for another process that writes to the same SQLite file. */
const BUSY_MS = 5_000;
const BUSY_STEP_MS = 5;

/** Tries again while another process writes. */
export async function patiently<T>(write: () => Promise<T>): Promise<T> {
  const until = Date.now() + BUSY_MS;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      await sleep(BUSY_STEP_MS);
    }
  }
}
