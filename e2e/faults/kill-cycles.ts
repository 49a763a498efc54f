import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { House } from "./house";
import { listeningPid } from "./listening";
import { fates, Senders } from "./senders";

export const CYCLES = Number(process.env.FAULT_CYCLES ?? 10);
const SENDERS = 24;
const FEWEST_IN_FLIGHT = 16;
/** A kill that met too few requests under way proves nothing and is repeated, but not for ever. */
const MOST_VOID = 3 * CYCLES;
const LONGEST_MS = 400;

/** Kills the listening process at random moments under load; after each restart nothing acknowledged is missing. */
export async function killCycles(house: House, intact: () => Promise<void>): Promise<void> {
  const acknowledged = new Map<string, number>();
  let [sent, answered] = [0, 0];
  let server = await house.start();
  for (let cycle = 1, voided = 0; cycle <= CYCLES; ) {
    const pid = listeningPid(server.port);
    const senders = new Senders(server.origin, { senders: SENDERS, repeat: false });
    await senders.acknowledges(SENDERS);
    await sleep(Math.random() * LONGEST_MS);
    const inFlight = senders.inFlight;
    process.kill(pid, "SIGKILL");
    // The process that was started is the one that listened, and it is gone.
    expect(await server.ended).toBeNull();
    await senders.ended();
    const { sums } = senders;
    expect(fates(sums), JSON.stringify(sums)).toBe(sums.sent);
    // A machine that stalls for seconds may refuse one in time; what it refuses it need not keep.
    expect(Object.keys(senders.statuses).filter((status) => status !== "503")).toEqual(["200"]);
    for (const [id, version] of senders.acknowledged) acknowledged.set(id, version);
    sent += sums.sent;
    answered += sums.applied + sums.duplicate;

    server = await house.start();
    await intact();
    expect(await house.losses(acknowledged), `after kill ${cycle}`).toEqual([]);
    const kept = Object.values(await house.ledger()).reduce((sum, count) => sum + count, 0);
    expect(kept, "rows in the ledger").toBeGreaterThanOrEqual(answered);
    expect(kept, "rows in the ledger").toBeLessThanOrEqual(sent);
    const isVoid = inFlight < FEWEST_IN_FLIGHT || sums.unanswered === 0;
    console.log(
      `kill ${cycle}: ${sums.unanswered} of ${inFlight} requests in flight were unacknowledged, ${acknowledged.size} views acknowledged so far${isVoid ? ": void, repeated" : ""}`,
    );
    if (!isVoid) cycle++;
    else expect(++voided, "kills that met too few requests").toBeLessThan(MOST_VOID);
  }
  const [row] = await house.ask("SELECT COUNT(*) AS views FROM views");
  const views = Number(row?.views);
  expect(views).toBeGreaterThanOrEqual(acknowledged.size);
  expect((await house.health()).status).toBe(200);
  expect(await server.stop()).toBe(0);
}
