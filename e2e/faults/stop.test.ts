import { afterEach, expect, test } from "vitest";
import { cuttingProxy } from "./cutting-proxy";
import { House, until } from "./house";
import { fates, post, Senders, viewBody } from "./senders";

const SENDERS = 32;
const STOPS = Number(process.env.FAULT_STOPS ?? 3);

let house: House;
afterEach(() => house.remove());

test(`SIGTERM under load, ${STOPS} times: what is under way is answered, nothing acknowledged is lost, exit code 0`, async () => {
  house = new House();
  const acknowledged = new Map<string, number>();
  const all = { sent: 0, applied: 0 };
  for (let stop = 1; stop <= STOPS; stop++) {
    const server = await house.start();
    const senders = new Senders(server.origin, { senders: SENDERS, repeat: false });
    await senders.acknowledges(3 * SENDERS);
    const { inFlight } = senders;
    server.signal("SIGTERM");
    await senders.stop();
    expect(await server.ended, server.output()).toBe(0);
    expect(inFlight, "requests under way").toBeGreaterThan(0);
    expect(fates(senders.sums)).toBe(senders.sums.sent);
    expect(senders.sums.unanswered, "requests under way without an answer").toBe(0);
    for (const [id, version] of senders.acknowledged) acknowledged.set(id, version);
    all.sent += senders.sums.sent;
    all.applied += senders.sums.applied;
    expect(await house.losses(acknowledged)).toEqual([]);
    const { applied = 0, ...others } = await house.ledger();
    expect(others).toEqual({});
    expect(applied).toBeGreaterThanOrEqual(all.applied);
    expect(applied).toBeLessThanOrEqual(all.sent);
    console.log(`stop ${stop}: ${inFlight} requests were under way and answered`);
  }
});

test("the answer is lost on the way after the commit: the repeated delivery is a duplicate", async () => {
  house = new House();
  const { origin, port } = await house.start();
  const proxy = await cuttingProxy(port);
  const id = crypto.randomUUID();
  proxy.cutAnswerTo(id);
  await expect(post(`http://127.0.0.1:${proxy.port}`, viewBody(id, 1))).rejects.toThrow();
  expect(proxy.cuts).toBe(1);
  await until("the view is there", async () => (await house.losses(new Map([[id, 1]]))).length === 0);
  expect(JSON.parse((await post(origin, viewBody(id, 1))).body)).toMatchObject({ outcome: "duplicate", id });
  await proxy.close();
});
