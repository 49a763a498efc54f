import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { type CuttingProxy, cuttingProxy } from "./cutting-proxy";
import { House, until } from "./house";
import { fates, post, Senders, type Sums, viewBody } from "./senders";

const SENDERS = 16;
const RESTARTS = Number(process.env.FAULT_RESTARTS ?? 2);

let postgres: RealPostgres;
let proxy: CuttingProxy;
let house: House;
let sums: Sums;
beforeAll(async () => {
  postgres = await startPostgres();
  const { port } = new URL(postgres.url);
  proxy = await cuttingProxy(Number(port));
  house = new House({ DATABASE_URL: postgres.url.replace(port, String(proxy.port)) });
  await house.start();
});
afterAll(async () => {
  await house.remove();
  await proxy.close();
  await postgres.stop();
});

test("Postgres stops and starts under load: 503 for that long, then on by itself, nothing acknowledged lost", async () => {
  const senders = new Senders(house.server?.origin ?? "", { senders: SENDERS, repeat: true });
  for (let restart = 0; restart < RESTARTS; restart++) {
    await senders.acknowledges(100);
    await postgres.halt();
    const before = senders.statuses[503] ?? 0;
    await until("deliveries are refused", () => (senders.statuses[503] ?? 0) > before + 3 * SENDERS);
    await until("health tells of it", async () => (await house.health()).status === 503);
    await postgres.resume();
    await senders.acknowledges(100);
    await until("health is well again", async () => (await house.health()).status === 200);
  }
  await senders.stop();
  const { statuses } = senders;
  sums = senders.sums;
  console.log(`${RESTARTS} restarts of Postgres: ${JSON.stringify(sums)}`);
  expect(fates(sums)).toBe(sums.sent);
  expect(Object.keys(statuses)).toEqual(["200", "503"]);
  expect(senders.impatient, "answers 503 without Retry-After").toBe(0);
  expect([sums.quarantined, sums.unanswered]).toEqual([0, 0]);
  expect(await house.losses(senders.acknowledged)).toEqual([]);
});

test("the connection to Postgres is cut after COMMIT, before its answer: the repeated delivery is a duplicate", async () => {
  const { origin } = house.server ?? { origin: "" };
  const id = crypto.randomUUID();
  const cutsBefore = proxy.cuts;
  proxy.cutAnswerTo("COMMIT", id);
  expect((await post(origin, viewBody(id, 1))).status).toBe(503);
  expect(proxy.cuts).toBe(cutsBefore + 1);
  await until("the view is there", async () => (await house.losses(new Map([[id, 1]]))).length === 0);
  const repeated = await post(origin, viewBody(id, 1));
  expect(JSON.parse(repeated.body)).toMatchObject({ outcome: "duplicate", id });
});

test("after all that the server stops in order, and every delivery is in its books", async () => {
  expect(await house.server?.stop()).toBe(0);
  const { ledger, rejected } = await house.accounts();
  // Of the cut delivery: refused once, in the ledger twice, once of them as a duplicate. A commit in doubt is there twice too.
  expect(rejected).toBe(sums.rejected + 1);
  expect(ledger.quarantined).toBeUndefined();
  const kept = (ledger.applied ?? 0) + (ledger.duplicate ?? 0);
  expect(kept).toBeGreaterThanOrEqual(sums.applied + sums.duplicate + 2);
  expect(kept).toBeLessThanOrEqual(sums.sent + 2);
});
