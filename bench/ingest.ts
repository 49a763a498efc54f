import { type RealPostgres, startPostgres } from "../lib/db/testing/postgres";
import { Receiver, WITHOUT_STORE } from "./deliveries";
import { type Bench, type Figure, figure, median } from "./figure";
import type { Load } from "./load";

const CONNECTIONS = 32;
const ROUNDS = 7;
const ROUND_MS = 4_000;

/** Deliveries a second that are durable when answered, beside the same route that stores nothing. */
export const ingestBench: Bench = {
  name: "ingest",
  async run() {
    const onSqlite = await measure("SQLite with synchronous=FULL", {});
    let postgres: RealPostgres | null = null;
    try {
      postgres = await startPostgres();
      const onPostgres = await measure("Postgres with synchronous_commit=on", { DATABASE_URL: postgres.url });
      return [...onSqlite, ...onPostgres];
    } finally {
      await postgres?.stop();
    }
  },
};

async function measure(where: string, env: Record<string, string>): Promise<Figure[]> {
  const store = await Receiver.start(env);
  const none = await Receiver.start(WITHOUT_STORE);
  const storing: Load[] = [];
  const idle: Load[] = [];
  try {
    for (const receiver of [store, none]) await receiver.post(CONNECTIONS, 2_000);
    idle.push(await none.post(CONNECTIONS, ROUND_MS));
    for (let round = 0; round < ROUNDS; round++) {
      storing.push(await store.post(CONNECTIONS, ROUND_MS));
      idle.push(await none.post(CONNECTIONS, ROUND_MS));
    }
  } finally {
    await none.house.remove();
    await store.close();
  }
  for (const { statuses } of [...storing, ...idle])
    if (Object.keys(statuses).join() !== "200")
      throw new Error(`Not every delivery got a 200: ${JSON.stringify(statuses)}`);
  const of = (loads: Load[], part: "rate" | "p50" | "p99") => median(loads.map((one) => one[part]));
  // Each round beside those just before and after it: a shared machine's speed changes from one minute to the next.
  const ratios = storing.map(({ rate }, i) => (2 * rate) / ((idle[i]?.rate ?? 0) + (idle[i + 1]?.rate ?? 0)));
  const database = where.split(" ")[0];
  return [
    figure(
      `durable ingest beside the same route without a store, ${database}`,
      median(ratios),
      "×",
      "higher",
      0.7,
      `${of(storing, "rate").toFixed(0)} against ${of(idle, "rate").toFixed(0)} deliveries a second at ${CONNECTIONS} connections, ${where}`,
    ),
    figure(
      `slowest hundredth of durable deliveries beside the median, ${database}`,
      median(storing.map(({ p99, p50 }) => p99 / p50)),
      "×",
      "lower",
      3,
      `p50 ${of(storing, "p50").toFixed(0)} ms, p99 ${of(storing, "p99").toFixed(0)} ms; without a store ${of(idle, "p50").toFixed(0)} and ${of(idle, "p99").toFixed(0)} ms`,
    ),
  ];
}
