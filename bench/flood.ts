import { setTimeout as sleep } from "node:timers/promises";
import { Receiver } from "./deliveries";
import { type Bench, figure } from "./figure";
import type { Load } from "./load";
import { forgetPeak, peakMb } from "./memory";

const OFFERED = 1_000;
/** What the offers have to share, as a proxy in front of the server has. */
const CONNECTIONS = 500;
const FLOOD_MS = 60_000;
const ALLOWED = ["200", "429", "503"];
/** A calm load, whose answer times tell when the flood is over. */
const CALM = { connections: 4, ms: 1_000 };
const NORMAL = 2;
const LONGEST_WAIT_S = 60;

/** More deliveries than the server can take: it sheds them, keeps its memory, and is itself again soon. */
export const floodBench: Bench = {
  name: "flood",
  async run() {
    const receiver = await Receiver.start();
    const pid = receiver.house.server?.pid ?? 0;
    let load: Load | undefined;
    let [normalAfter, most] = [0, 0];
    try {
      await receiver.post(32, 3_000);
      const before = await receiver.post(CALM.connections, 3 * CALM.ms);
      forgetPeak(pid);
      load = await receiver.offer(OFFERED, CONNECTIONS, FLOOD_MS);
      most = peakMb(pid);
      const ended = performance.now();
      for (;;) {
        const { p50 } = await receiver.post(CALM.connections, CALM.ms);
        normalAfter = (performance.now() - ended) / 1_000;
        if (p50 <= NORMAL * before.p50 || normalAfter > LONGEST_WAIT_S) break;
        await sleep(100);
      }
    } finally {
      await receiver.close();
    }
    if (!load) throw new Error("The flood did not run");
    const { statuses, sums } = load;
    const others = Object.keys(statuses).filter((status) => !ALLOWED.includes(status));
    const odd = others.reduce((sum, status) => sum + (statuses[Number(status)] ?? 0), sums.unanswered);
    const told = `${sums.sent} sent in ${FLOOD_MS / 1_000} s: ${JSON.stringify(statuses)}, ${sums.unanswered} without an answer; p50 ${load.p50.toFixed(0)} ms, p99 ${load.p99.toFixed(0)} ms`;
    return [
      figure("1,000 deliveries a second offered: answers other than 200, 429 and 503", odd, "", "lower", 0, told),
      figure("… memory of the server", most, "MB", "lower", 512, "most resident while it lasts"),
      figure(
        "… normal again after",
        normalAfter,
        "s",
        "lower",
        10,
        `a calm load's median is at most ${NORMAL} × the one before`,
      ),
    ];
  },
};
