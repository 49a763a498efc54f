import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { signIn, trySigningIn } from "../sign-in";
import { type CuttingProxy, cuttingProxy } from "./cutting-proxy";
import { House, until } from "./house";
import { fates, post, Senders, type Sums, viewBody } from "./senders";

const SENDERS = 16;
const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };
const METRICS_TOKEN = "watching-0123456789abcdef";
const RESTARTS = Number(process.env.FAULT_RESTARTS ?? 2);

/** What fails no more for so long is over. */
const QUIET_MS = 5_500;

let postgres: RealPostgres;
let proxy: CuttingProxy;
let house: House;
let sums: Sums;
beforeAll(async () => {
  postgres = await startPostgres();
  const { port } = new URL(postgres.url);
  proxy = await cuttingProxy(Number(port));
  house = new House({ DATABASE_URL: postgres.url.replace(port, String(proxy.port)) });
  await house.start({ ...ADMINISTRATOR, METRICS_TOKEN, LOG_LEVEL: "info" });
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

const logged = () =>
  (house.server?.output() ?? "")
    .split("\n")
    .slice(1)
    .filter((line) => line !== "");

test("while Postgres is away exports get 503, metrics tell what they can, and the log tells it once, line by line", async () => {
  const origin = house.server?.origin ?? "";
  const cookie = await signIn(origin, ADMINISTRATOR);
  const get = (path: string, headers: Record<string, string> = { cookie }) => fetch(`${origin}${path}`, { headers });
  const open = new AbortController();
  expect((await fetch(`${origin}/api/live`, { headers: { cookie }, signal: open.signal })).status).toBe(200);
  // What came before it is over.
  await sleep(QUIET_MS);
  expect((await get("/api/export/overview")).status).toBe(200);
  const before = logged().length;
  await postgres.halt();
  await until("health tells of it", async () => (await house.health()).status === 503);
  for (let times = 0; times < 5; times++) {
    for (const path of ["/api/export/views", "/api/export/overview", "/api/facets?dimension=country"]) {
      const answer = await get(path);
      expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "5"]);
      expect(await answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining("database") });
    }
    expect((await get("/overview")).status).toBe(500);
    expect((await trySigningIn(origin, ADMINISTRATOR)).headers.get("location")).toMatch(/\/login\?error=Failed/);
    await sleep(1_000);
  }
  const metrics = await (await get("/api/metrics", { authorization: `Bearer ${METRICS_TOKEN}` })).text();
  expect(metrics).not.toMatch(/^viewledger_database_bytes \d/m);
  expect(metrics).toMatch(/^viewledger_database_up 0$/m);
  expect(metrics).toMatch(/^viewledger_columns_views \d/m);
  await postgres.resume();
  await until("health is well again", async () => (await house.health()).status === 200);
  await sleep(QUIET_MS);
  expect((await get("/api/export/overview")).status).toBe(200);
  open.abort();
  await until("the log tells of the end", () => logged().some((line) => line.includes("requests are answered again")));
  const lines = logged().slice(before);
  expect(lines.filter((line) => !line.startsWith("{"))).toEqual([]);
  const told = lines.map((line) => JSON.parse(line) as { msg: string; error?: string });
  const times = (words: string) => told.filter(({ msg }) => msg.startsWith(words)).length;
  for (const words of [
    "the views in memory cannot follow the database",
    "the views in memory follow the database again",
    "a request was not answered: the database is out",
    "requests are answered again",
    "somebody could not sign in",
    "sessions of open pages could not be checked",
  ])
    expect([words, times(words)]).toEqual([words, 1]);
  expect(times("it was not looked whether")).toBeLessThan(2);
  expect(told.filter(({ error }) => error?.includes("invocation"))).toEqual([]);
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
