import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { percentile } from "./figure";

/** What became of all that was sent. A run in which they do not add up is void. */
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

export interface Load {
  /** Answers a second */
  rate: number;
  /** ms */
  p50: number;
  p99: number;
  /** Answers by status */
  statuses: Record<number, number>;
  sums: Sums;
}

interface Target {
  headers: Record<string, string>;
  nextBody: () => string;
}

/** Posts bodies, one after another on each connection, until the time is over. */
export async function postFor(
  url: string,
  { connections, ms, goOn, ...target }: Target & { connections: number; ms: number; goOn?: () => boolean },
): Promise<Load> {
  const count = new Count(url, connections, target);
  const connection = async () => {
    while (count.elapsed < ms && (goOn?.() ?? true)) await count.post();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  return count.load();
}

/** Offers so many bodies a second, whether or not the ones before were answered; beyond `connections` they wait for one. */
export async function offerFor(
  url: string,
  { rate, connections, ms, ...target }: Target & { rate: number; connections: number; ms: number },
): Promise<Load> {
  const count = new Count(url, connections, target);
  const all: Promise<void>[] = [];
  while (count.elapsed < ms) {
    const due = Math.floor((count.elapsed / 1_000) * rate);
    while (all.length < due) all.push(count.post());
    await sleep(5);
  }
  await Promise.all(all);
  return count.load();
}

/** Counts what became of each request. */
class Count {
  readonly #sums: Sums = {
    sent: 0,
    ...{ applied: 0, duplicate: 0, stale: 0, quarantined: 0, rejected: 0, unanswered: 0 },
  };
  readonly #statuses: Record<number, number> = {};
  readonly #times: number[] = [];
  readonly #began = performance.now();
  readonly #agent: Agent;

  constructor(
    readonly url: string,
    maxSockets: number,
    readonly target: Target,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets });
  }

  get elapsed(): number {
    return performance.now() - this.#began;
  }

  async post(): Promise<void> {
    this.#sums.sent++;
    const start = performance.now();
    const answer = await post(this.url, this.#agent, this.target).catch(() => null);
    if (answer === null) {
      this.#sums.unanswered++;
      return;
    }
    this.#times.push(performance.now() - start);
    this.#statuses[answer.status] = (this.#statuses[answer.status] ?? 0) + 1;
    const outcome = answer.status === 200 ? /"outcome":"(\w+)"/.exec(answer.body)?.[1] : "rejected";
    if (outcome !== undefined && outcome in this.#sums) this.#sums[outcome as keyof Sums]++;
  }

  load(): Load {
    const seconds = this.elapsed / 1_000;
    this.#agent.destroy();
    mustAddUp(this.#sums);
    const times = this.#times;
    return {
      rate: times.length / seconds,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      statuses: this.#statuses,
      sums: this.#sums,
    };
  }
}

export function mustAddUp(sums: Sums): void {
  const { sent, ...fates } = sums;
  const known = Object.values(fates).reduce((sum, count) => sum + count, 0);
  if (known !== sent) throw new Error(`The run is void, its sums do not add up: ${JSON.stringify(sums)}`);
}

function post(url: string, agent: Agent, target: Target): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", ...target.headers };
    const sent = request(url, { method: "POST", agent, headers });
    sent.on("error", reject);
    sent.on("response", (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => {
        body += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body }));
      answer.on("error", reject);
    });
    sent.end(target.nextBody());
  });
}
