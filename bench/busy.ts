import { copyFileSync } from "node:fs";
import path from "node:path";
import { Receiver, WITHOUT_STORE } from "./deliveries";
import { type Bench, figure, median, timed } from "./figure";
import type { Load } from "./load";
import { filledDatabase, NOW } from "./million";
import { ADMINISTRATOR, filled, logIn } from "./serving";

const VIEWS = 1_000_000;
const CONNECTIONS = 32;
const ROUNDS = 3;
const ROUND_MS = 8_000;
const DAY_MS = 86_400_000;
const ADMIN = { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password };

/** Durable deliveries into a database of a million views whose dashboards are being loaded all the while. */
export const busyBench: Bench = {
  name: "busy",
  async run() {
    const database = await filledDatabase(VIEWS);
    const copy = path.join(path.dirname(database.file), "copy.db");
    copyFileSync(database.file, copy);
    const storing: Load[] = [];
    const idle: Load[] = [];
    const pages: number[] = [];
    try {
      const store = await Receiver.start({ ...ADMIN, DATABASE_URL: database.url });
      const none = await Receiver.start({ ...ADMIN, ...WITHOUT_STORE, DATABASE_URL: `file:${copy}` });
      try {
        const readers = [await reader(store), await reader(none)] as const;
        for (let round = 0; round < ROUNDS; round++) {
          storing.push(await whileRead(readers[0], () => store.post(CONNECTIONS, ROUND_MS), pages));
          idle.push(await whileRead(readers[1], () => none.post(CONNECTIONS, ROUND_MS)));
        }
      } finally {
        await none.house.remove();
        await store.close();
      }
    } finally {
      database.remove();
    }
    const of = (loads: Load[], part: "rate" | "p50" | "p99") => median(loads.map((one) => one[part]));
    const note = `${of(storing, "rate").toFixed(0)} against ${of(idle, "rate").toFixed(0)} deliveries a second; overview pages one after another on both, ${pages.length} of them in ${median(pages).toFixed(0)} ms each while deliveries were stored`;
    return [
      figure(
        "durable ingest with 1 M views stored and dashboards being loaded, beside the same without a store",
        of(storing, "rate") / of(idle, "rate"),
        "×",
        "higher",
        0.6,
        note,
      ),
      figure(
        "… slowest hundredth of those deliveries",
        of(storing, "p99"),
        "ms",
        "lower",
        250,
        `p50 ${of(storing, "p50").toFixed(0)} ms; without a store ${of(idle, "p50").toFixed(0)} and ${of(idle, "p99").toFixed(0)} ms`,
      ),
    ];
  },
};

/** Someone who is signed in and loads the overview, over other days each time: no answer comes from memory. */
async function reader(receiver: Receiver): Promise<() => Promise<void>> {
  const { server } = receiver.house;
  if (server === null) throw new Error("The server has ended");
  await filled(server, VIEWS);
  const cookie = await logIn(server);
  let question = 0;
  return async () => {
    const from = new Date(NOW - (380 - (question++ % 360)) * DAY_MS).toISOString().slice(0, 10);
    const address = `/overview?period=custom&from=${from}&to=${new Date(NOW).toISOString().slice(0, 10)}`;
    const answer = await fetch(`${server.origin}${address}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    await answer.arrayBuffer();
  };
}

async function whileRead(read: () => Promise<void>, work: () => Promise<Load>, times: number[] = []): Promise<Load> {
  let isOver = false;
  const reading = (async () => {
    while (!isOver) times.push(await timed(read));
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await reading;
  }
}
