import path from "node:path";
import { startServer } from "../e2e/server";
import { demoViews } from "../prisma/seed/generate";
import { type Bench, figure, median } from "./figure";
import { type Load, postFor } from "./load";
import { NOW } from "./million";

const CONNECTIONS = 32;
const ROUNDS = 3;
const ROUND_MS = 8_000;
const KEY = "bench-0123456789abcdef0123456789abcdef";

/** Deliveries a second that are durable when answered, beside the same route that stores nothing. */
export const ingestBench: Bench = {
  name: "ingest",
  async run() {
    const bodies = Array.from(demoViews({ views: 2_000, now: NOW }), (view) => JSON.stringify(view));
    const forgetting = `--import ${path.join(import.meta.dirname, "without-store.mjs")}`;
    const storing: Load[] = [];
    const idle: Load[] = [];
    const [store, none] = [
      await startServer({ MINDSTAMP_WEBHOOK_KEY: KEY, LOG_LEVEL: "warn" }),
      await startServer({ MINDSTAMP_WEBHOOK_KEY: KEY, LOG_LEVEL: "warn", NODE_OPTIONS: forgetting }),
    ];
    let serial = 0;
    const load = (origin: string, ms: number) =>
      postFor(`${origin.replace("localhost", "127.0.0.1")}/api/webhooks/views`, {
        connections: CONNECTIONS,
        ms,
        headers: { "X-KEY": KEY },
        // A fresh id each: every delivery is a new view.
        nextBody: () => {
          const body = bodies[serial % bodies.length] as string;
          const id = `${(++serial).toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
          return body.replace(/"id":"[^"]+"/, `"id":"${id}"`);
        },
      });
    try {
      for (const { origin } of [store, none]) await load(origin, 2_000);
      for (let round = 0; round < ROUNDS; round++) {
        storing.push(await load(store.origin, ROUND_MS));
        idle.push(await load(none.origin, ROUND_MS));
      }
    } finally {
      await Promise.all([store.stop(), none.stop()]);
    }
    for (const { statuses } of [...storing, ...idle])
      if (Object.keys(statuses).join() !== "200")
        throw new Error(`Not every delivery got a 200: ${JSON.stringify(statuses)}`);
    const of = (loads: Load[], part: "rate" | "p50" | "p99") => median(loads.map((one) => one[part]));
    const rate = of(storing, "rate");
    return [
      figure(
        "durable ingest beside the same route without a store",
        rate / of(idle, "rate"),
        "×",
        "higher",
        0.6,
        `${rate.toFixed(0)} against ${of(idle, "rate").toFixed(0)} deliveries a second at ${CONNECTIONS} connections, SQLite with synchronous=FULL`,
      ),
      figure(
        "slowest hundredth of durable deliveries beside the median",
        of(storing, "p99") / of(storing, "p50"),
        "×",
        "lower",
        3,
        `p50 ${of(storing, "p50").toFixed(0)} ms, p99 ${of(storing, "p99").toFixed(0)} ms`,
      ),
    ];
  },
};
