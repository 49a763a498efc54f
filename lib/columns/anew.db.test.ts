import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, expect, test, vi } from "vitest";
import { db } from "../db";
import { env } from "../env";
import { ingestRecords } from "../ingest/ingest";
import type { Batch } from "../query/query";
import { Follower } from "./follower";
import { serveLane } from "./lane-service";

/** A few views are shared with another thread. */
vi.mock("./bounds", async (original) => ({ ...(await original<typeof import("./bounds")>()), WORTH_SHARING: 1 }));

afterAll(() => db().close());

const VIEWS = 40;
const view = (n: number) => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  video_id: `00000000-0000-4000-9000-${String(n % 3).padStart(12, "0")}`,
  started: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
  updated_at: "2026-01-02T00:00:00Z",
});

/** A lane that does not answer before it is let go on. */
function held() {
  const { port1, port2 } = new MessageChannel();
  let goOn = () => {};
  const until = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  serveLane({
    on: (event: "message", take: (ask: unknown) => void) => port2.on(event, (ask) => void until.then(() => take(ask))),
    postMessage: (answer: unknown) => port2.postMessage(answer),
  } as unknown as MessagePort);
  return { port: port1, goOn };
}

test("what is asked while the database becomes another one is answered from the one before, or not at all", async () => {
  await ingestRecords(
    Array.from({ length: VIEWS }, (_, n) => view(n)),
    { source: "import" },
  );
  const follower = new Follower({ databaseUrl: env().DATABASE_URL, snapshotFile: null, maxMegabytes: 64 });
  const lane = held();
  follower.addLane(lane.port);
  const following = follower.follow();
  const revision = Number((await db().read.counter.findFirstOrThrow()).revision);
  await follower.reached(revision);
  const asked = (by: "video" | "viewer"): Batch => ({
    ...{ zone: "UTC", completionThreshold: 95 },
    queries: (["day", by] as const).map((dimension) => ({
      ...{ kind: "groups", from: null, until: null, filters: [], by: [dimension], metrics: ["viewers"] },
    })),
  });
  const first = follower.run(asked("video"));
  const second = follower.run(asked("viewer"));
  await db().write((tx) => tx.counter.updateMany({ data: { epoch: "another" } }));
  follower.nudge();
  // Time in which the follower would put an empty table in place of the one that is read.
  await new Promise((resolve) => setTimeout(resolve, 600));
  lane.goOn();
  for (const answer of [await first, await second]) {
    if (answer === null) continue;
    expect(answer.revision).toBe(revision);
    for (const one of answer.answers) expect(one).toMatchObject({ total: { views: VIEWS } });
  }
  expect(await first).not.toBeNull();
  await expect.poll(async () => (await follower.run(asked("video")))?.revision).toBe(revision);
  follower.close();
  await following;
});
