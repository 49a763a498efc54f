import { setTimeout as sleep } from "node:timers/promises";
import { dribble } from "../e2e/faults/dribble";
import { KEY } from "../e2e/faults/senders";
import { Receiver } from "./deliveries";
import { type Bench, type Figure, figure, median } from "./figure";
import { forgetPeak, peakMb, residentMb } from "./memory";

const MIB = 1_048_576;
const [WARM_UP, ROUNDS] = [6, 5];
const SOCKETS = 500;
const CONNECTIONS = 16;
const SLOW_ROUNDS = 4;
const SLOW_ROUND_MS = 4_000;

/** Bodies and senders that mean no good: what they cost the server, and those who are well-meaning. */
export const hostileBench: Bench = {
  name: "hostile",
  async run() {
    const receiver = await Receiver.start();
    try {
      await receiver.post(CONNECTIONS, 3_000);
      return [await slowSenders(receiver), await bodies(receiver)];
    } finally {
      // Its books have the hostile ones too, which it was not told of.
      await receiver.house.remove();
    }
  },
};

async function slowSenders(receiver: Receiver): Promise<Figure> {
  const [alone, beside]: [number[], number[]] = [[], []];
  for (let round = 0; round < SLOW_ROUNDS; round++) {
    alone.push((await receiver.post(CONNECTIONS, SLOW_ROUND_MS)).p99);
    const sockets = await dribble(receiver.port, SOCKETS);
    await sleep(1_000);
    beside.push((await receiver.post(CONNECTIONS, SLOW_ROUND_MS)).p99);
    for (const socket of sockets) socket.destroy();
    await sleep(500);
  }
  return figure(
    `slowest hundredth of deliveries beside ${SOCKETS} dribbling senders, against without`,
    median(beside) / median(alone),
    "×",
    "lower",
    2,
    `p99 ${median(beside).toFixed(0)} ms against ${median(alone).toFixed(0)} ms at ${CONNECTIONS} connections, median of ${SLOW_ROUNDS} rounds each`,
  );
}

const KINDS: [name: string, body: () => string | Uint8Array<ArrayBuffer>, key?: string][] = [
  ["12 MB", () => new Uint8Array(12_000_000)],
  ["2 MB without a key", () => new Uint8Array(2_000_000), "no"],
  ["1 MiB that is no UTF-8", () => new Uint8Array(MIB).fill(255)],
  ["a million nested arrays", () => "[".repeat(MIB)],
  ["90,000 keys", () => `{${Array.from({ length: 90_000 }, (_, i) => `"k${i}":1`).join()}}`],
  ["350,000 objects", () => `[${"{},".repeat(349_000)}{}]`],
  ["2,000 empty records", () => `[${"{},".repeat(1_999)}{}]`],
];

async function bodies(receiver: Receiver): Promise<Figure> {
  const pid = receiver.house.server?.pid ?? 0;
  const url = `http://127.0.0.1:${receiver.port}/api/webhooks/views`;
  const most = { megabytes: 0, name: "" };
  for (const [name, body, key = KEY] of KINDS) {
    const send = async () => {
      const answer = await fetch(url, { method: "POST", headers: { "X-KEY": key }, body: body() });
      await answer.arrayBuffer();
    };
    for (let i = 0; i < WARM_UP; i++) await send();
    const before = residentMb(pid);
    forgetPeak(pid);
    for (let i = 0; i < ROUNDS; i++) await send();
    const megabytes = peakMb(pid) - before;
    if (megabytes > most.megabytes) Object.assign(most, { megabytes, name });
  }
  return figure(
    "memory that a hostile body takes at most",
    most.megabytes,
    "MB",
    "lower",
    20,
    `peak of resident memory above what was resident before, ${KINDS.length} kinds of bodies; most by ${most.name}`,
  );
}
