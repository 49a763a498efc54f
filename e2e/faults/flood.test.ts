import { afterAll, expect, test } from "vitest";
import { House, until } from "./house";
import { fates, Senders } from "./senders";

/** More than may be at work at once. */
const SENDERS = 400;

const house = new House();
afterAll(() => house.remove());

test("more deliveries than can be at work: 429 for some, pages meanwhile, and every one is in the books", async () => {
  const server = await house.start();
  const senders = new Senders(server.origin, { senders: SENDERS, repeat: true });
  await until("some are refused", () => (senders.statuses[429] ?? 0) > 0, 60_000);
  expect((await fetch(`${server.origin}/login`)).status, "a page while deliveries are refused").toBe(200);
  await senders.acknowledges(SENDERS);
  await senders.stop();
  const { sums, statuses } = senders;
  console.log(`${SENDERS} senders: ${JSON.stringify(statuses)}`);
  expect(fates(sums)).toBe(sums.sent);
  expect(Object.keys(statuses).filter((status) => !["200", "429", "503"].includes(status))).toEqual([]);
  expect([sums.unanswered, sums.quarantined, senders.impatient]).toEqual([0, 0, 0]);
  expect(await server.stop()).toBe(0);
  expect(await house.losses(senders.acknowledged)).toEqual([]);
  expect((await house.accounts()).rejected).toBe(sums.rejected);
});
