import { Agent, request } from "node:http";
import { percentile } from "./figure";

export interface Load {
  /** Answers a second */
  rate: number;
  /** ms */
  p50: number;
  p99: number;
  /** Answers by status */
  statuses: Record<number, number>;
}

/** Posts bodies, one after another on each connection, until the time is over. */
export async function postFor(
  url: string,
  options: {
    connections: number;
    ms: number;
    goOn?: () => boolean;
    headers: Record<string, string>;
    nextBody: () => string;
  },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  const began = performance.now();
  const connection = async () => {
    while (performance.now() - began < options.ms && (options.goOn?.() ?? true)) {
      const start = performance.now();
      const status = await post(url, agent, options.headers, options.nextBody());
      times.push(performance.now() - start);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, connection));
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  return { rate: times.length / seconds, p50: percentile(times, 0.5), p99: percentile(times, 0.99), statuses };
}

function post(url: string, agent: Agent, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers: { "Content-Type": "application/json", ...headers } });
    sent.on("error", reject);
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", reject);
    });
    sent.end(body);
  });
}
