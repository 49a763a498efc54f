import { isOutage } from "./db/outage";
import { log } from "./log";

/** While it lasts it is told again so often. */
const AGAIN_MS = 60_000;
/** Over once all has gone well for so long: what fails every other time is not told every other time. */
const QUIET_MS = 5_000;

/**
 * Something that fails again and again while its cause lasts. The log tells of it when it begins, once a minute from then on,
 * and when it is over, so that an outage fills no disk and its end is seen.
 */
export class Fault {
  #since: number | null = null;
  #metAt = 0;
  #toldAt = 0;
  #times = 0;
  #unsaid = 0;

  /** What the log says of it, and of its end */
  constructor(
    readonly words: string,
    readonly over: string,
    readonly level: "warn" | "error" = "warn",
  ) {}

  /** It has failed. */
  met(error: unknown, now = Date.now()): void {
    this.#times++;
    this.#metAt = now;
    if (this.#since !== null && now - this.#toldAt < AGAIN_MS) {
      this.#unsaid++;
      return;
    }
    // What is no outage is likely a mistake of ours, to be found by its stack.
    const why = error instanceof Error && !isOutage(error) ? { err: error } : { error: String(error) };
    log()[this.level]({ ...why, ...(this.#unsaid > 0 && { more: this.#unsaid }) }, this.words);
    this.#since ??= now;
    this.#toldAt = now;
    this.#unsaid = 0;
  }

  /** It has gone well. */
  passed(now = Date.now()): void {
    if (this.#since === null || now - this.#metAt < QUIET_MS) return;
    const seconds = Math.round((this.#metAt - this.#since) / 1_000);
    log().info({ seconds, times: this.#times }, this.over);
    this.#since = null;
    this.#times = 0;
    this.#unsaid = 0;
  }
}
