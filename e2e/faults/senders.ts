import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export const KEY = "faults-0123456789abcdef0123456789abcdef";
const VIDEO = "0452e22e-5e15-4b51-bcc7-0be4c0df99b1";
const FIRST_UPDATE = Date.UTC(2026, 0, 1);
/** How many of a sender's views still change. */
const ALIVE = 5;
const PAUSE_MS = 20;

/** What became of everything that was sent. */
export interface Sums {
  sent: number;
  applied: number;
  duplicate: number;
  stale: number;
  quarantined: number;
  /** Answered, but not with 200 */
  rejected: number;
  unanswered: number;
}

/** Every delivery has exactly one fate, or the run proves nothing. */
export function fates({ sent: _, ...others }: Sums): number {
  return Object.values(others).reduce((sum, count) => sum + count, 0);
}

interface Options {
  senders: number;
  /** Repeat what was refused or got no answer, as the sender of webhooks may; otherwise a sender without answer ends */
  repeat: boolean;
}

/** A version of a view; its `elapsed` tells which. */
export function viewBody(id: string, version: number): string {
  const updated_at = new Date(FIRST_UPDATE + version * 1_000).toISOString();
  const fields = { percentage: version % 101, elapsed: version, viewer_name: `Viewer of ${id}`, country: "Kenya" };
  return JSON.stringify({ id, video_id: VIDEO, ...fields, started: "2026-01-01T00:00:00Z", updated_at });
}

/** Concurrent senders of new views and of newer versions of them, one request after another on a connection each. */
export class Senders {
  readonly sums: Sums = {
    sent: 0,
    ...{ applied: 0, duplicate: 0, stale: 0, quarantined: 0, rejected: 0, unanswered: 0 },
  };
  /** The newest version of each view that was answered with 200 */
  readonly acknowledged = new Map<string, number>();
  readonly statuses: Record<number, number> = {};
  /** Answers without a Retry-After among the 429 and 503 */
  impatient = 0;
  inFlight = 0;
  #stopped = false;
  readonly #agents: Agent[] = [];
  readonly #all: Promise<unknown>;

  constructor(
    readonly origin: string,
    readonly options: Options,
  ) {
    this.#all = Promise.all(Array.from({ length: options.senders }, () => this.#send()));
  }

  /** Begins no other request; resolves when those under way have ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.ended();
  }

  async ended(): Promise<void> {
    await this.#all;
    for (const agent of this.#agents) agent.destroy();
  }

  /** Waits until so many deliveries were acknowledged. */
  async acknowledges(count: number, withinMs = 60_000): Promise<void> {
    const until = Date.now() + withinMs;
    const done = () => this.sums.applied + this.sums.duplicate + this.sums.stale;
    const wanted = done() + count;
    while (done() < wanted) {
      if (Date.now() > until) throw new Error(`Not acknowledged in time: ${JSON.stringify(this.sums)}`);
      await sleep(5);
    }
  }

  async #send(): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.#agents.push(agent);
    const versions = new Map<string, number>();
    for (let turn = 0; !this.#stopped; turn++) {
      // Two new views, then a newer version of an old one.
      const id = turn % 3 === 2 ? ([...versions.keys()][turn % versions.size] as string) : crypto.randomUUID();
      const version = (versions.get(id) ?? 0) + 1;
      versions.set(id, version);
      if (versions.size > ALIVE) versions.delete(versions.keys().next().value as string);
      while (!(await this.#deliver(agent, id, version))) {
        if (!this.options.repeat || this.#stopped) return;
        await sleep(PAUSE_MS);
      }
    }
  }

  /** Whether it was acknowledged. */
  async #deliver(agent: Agent, id: string, version: number): Promise<boolean> {
    this.sums.sent++;
    this.inFlight++;
    const answer = await post(this.origin, viewBody(id, version), agent).catch(() => null);
    this.inFlight--;
    if (answer === null) {
      this.sums.unanswered++;
      return false;
    }
    this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
    if (answer.status !== 200) {
      this.sums.rejected++;
      if ((answer.status === 503 || answer.status === 429) && !answer.retryAfter) this.impatient++;
      return false;
    }
    const { outcome } = JSON.parse(answer.body) as { outcome: "applied" | "duplicate" | "stale" | "quarantined" };
    this.sums[outcome]++;
    if (outcome !== "quarantined") this.acknowledged.set(id, Math.max(version, this.acknowledged.get(id) ?? 0));
    return true;
  }
}

export interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/** One delivery; rejects when there is no whole answer. */
export function post(origin: string, body: string, agent?: Agent): Promise<Answer> {
  const headers = { "Content-Type": "application/json", "X-KEY": KEY };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin.replace("localhost", "127.0.0.1")}/api/webhooks/views`, {
      method: "POST",
      headers,
      agent,
    });
    sent.on("error", reject);
    sent.on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        text += chunk;
      });
      answer.on("error", reject);
      answer.on("close", () => {
        if (!answer.complete) return reject(new Error("The answer was cut off"));
        resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers["retry-after"], body: text });
      });
    });
    sent.end(body);
  });
}
