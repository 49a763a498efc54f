import { House } from "../e2e/faults/house";
import { KEY } from "../e2e/faults/senders";
import { demoViews } from "../prisma/seed/generate";
import { type Load, mustAddUp, offerFor, postFor, type Sums } from "./load";
import { NOW } from "./million";

/** A running server that views are delivered to; knows what it was sent, for its books to be compared. */
export class Receiver {
  readonly #url: string;
  readonly #sums: Sums = {
    sent: 0,
    ...{ applied: 0, duplicate: 0, stale: 0, quarantined: 0, rejected: 0, unanswered: 0 },
  };

  private constructor(
    readonly house: House,
    readonly nextBody: () => string,
  ) {
    this.#url = `http://127.0.0.1:${house.server?.port}/api/webhooks/views`;
  }

  static async start(env: Record<string, string> = {}, nextBody = freshViews()): Promise<Receiver> {
    const house = new House({ LOG_LEVEL: "error", ...env });
    await house.start();
    return new Receiver(house, nextBody);
  }

  get port(): number {
    return this.house.server?.port ?? 0;
  }

  /** Posts for a while over so many connections. */
  async post(connections: number, ms: number): Promise<Load> {
    return this.#noted(await postFor(this.#url, { connections, ms, ...this.#target }));
  }

  /** Offers so many a second for a while. */
  async offer(rate: number, connections: number, ms: number): Promise<Load> {
    return this.#noted(await offerFor(this.#url, { rate, connections, ms, ...this.#target }));
  }

  get #target() {
    return { headers: { "X-KEY": KEY }, nextBody: this.nextBody };
  }

  #noted(load: Load): Load {
    for (const fate of Object.keys(load.sums) as (keyof Sums)[]) this.#sums[fate] += load.sums[fate];
    return load;
  }

  /** Stops it and compares its books with what was sent and answered; a run in which they differ is void. */
  async close(): Promise<void> {
    try {
      const { house } = this;
      await house.server?.stop();
      mustAddUp(this.#sums);
      const { ledger, rejected } = await house.accounts();
      const { unanswered } = this.#sums;
      const differs = (theirs: number, ours: number) => theirs < ours || theirs > ours + unanswered + rejected;
      for (const outcome of ["applied", "duplicate", "stale", "quarantined"] as const)
        if (differs(ledger[outcome] ?? 0, this.#sums[outcome]))
          throw new Error(`The run is void: ${this.#sums[outcome]} were ${outcome}, the ledger has ${ledger[outcome]}`);
      if (rejected < this.#sums.rejected || rejected > this.#sums.rejected + unanswered)
        throw new Error(`The run is void: ${this.#sums.rejected} were refused, the books have ${rejected}`);
    } finally {
      await this.house.remove();
    }
  }
}

/** The route without its store: deliveries are read and parsed as ever, and answered at once. */
export const WITHOUT_STORE = { NODE_OPTIONS: `--import ${new URL("without-store.mjs", import.meta.url).pathname}` };

let serial = 0;

/** Sample views, each under an id of its own: every delivery is a new view. */
export function freshViews(): () => string {
  const bodies = Array.from(demoViews({ views: 2_000, now: NOW }), (view) => JSON.stringify(view));
  return () => {
    const body = bodies[serial % bodies.length] as string;
    const id = `${(++serial).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
    return body.replace(/"id":"[^"]+"/, `"id":"${id}"`);
  };
}
