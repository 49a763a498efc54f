import { parentPort, workerData } from "node:worker_threads";
import { collectSoon } from "../heap";
import type { BatchAnswer } from "../query/query";
import { arraysLeft } from "./bounds";
import { Follower, type FollowerOptions } from "./follower";
import type { Ask, Told } from "./messages";

const port = parentPort;
if (port === null) throw new Error("The column store's worker runs in a thread only");

const follower = new Follower(workerData as FollowerOptions);
const following = follower.follow();
const tell = (told: Told) => port.postMessage(told);

port.on("message", (ask: Ask) => {
  respond(ask).catch((error: unknown) => tell({ id: ask.id, type: "error", message: String(error) }));
});

let running = 0;

/** Packed ids go without a copy. */
function give(id: number, answer: BatchAnswer): void {
  const packed = answer.answers.flatMap((one) => (one.kind === "ids" ? [one.ids.buffer as ArrayBuffer] : []));
  port?.postMessage({ id, type: "answer", answer } satisfies Told, packed);
}

async function respond(ask: Ask): Promise<void> {
  const { id } = ask;
  switch (ask.type) {
    case "run": {
      running++;
      const answer = await follower.run(ask.batch).finally(() => running--);
      collectSoon(arraysLeft(follower.status().views), () => running === 0);
      return answer ? give(id, answer) : tell({ id, type: "notReady", status: follower.status() });
    }
    case "status":
      return tell({ id, type: "status", status: follower.status() });
    case "nudge":
      return follower.nudge();
    case "follow":
      return follower.moveTo(ask.databaseUrl);
    case "lane":
      return follower.addLane(ask.port);
    case "reached":
      await follower.reached(ask.revision);
      return tell({ id, type: "done" });
    case "close":
      follower.close();
      await following;
      tell({ id, type: "done" });
      port?.close();
  }
}
