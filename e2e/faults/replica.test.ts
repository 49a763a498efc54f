import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { House, until } from "./house";
import { post, viewBody } from "./senders";
import { signIn } from "./sign-in";

const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };

let primary: RealPostgres;
let replica: RealPostgres;
let house: House;
beforeAll(async () => {
  primary = await startPostgres();
  replica = await primary.replica();
  house = new House({ DATABASE_URL: primary.url, DATABASE_READ_URL: replica.url, ...ADMINISTRATOR });
});
afterAll(async () => {
  await house.remove();
  await replica.stop();
  await primary.stop();
});

const reads = async () => {
  const answer = await fetch(`${house.server?.origin}/api/health`);
  return ((await answer.json()) as { reads: { from: string; refused: string | null } }).reads;
};

test.each(["columns", "sql"])(
  "with a replica that stands still and then dies, %s: own writes show, reports go on",
  async (analytics) => {
    const { origin } = await house.start({ ANALYTICS: analytics });
    await until("the replica is read", async () => (await reads()).from === "replica");
    const before = (await house.health()).views;
    const replaying = new House({ DATABASE_URL: replica.url });
    await replaying.ask("SELECT pg_wal_replay_pause()");

    // What this session and this delivery wrote is not at the replica, and is seen all the same.
    const headers = { cookie: await signIn(origin, ADMINISTRATOR) };
    const id = crypto.randomUUID();
    const delivered = JSON.parse((await post(origin, viewBody(id, 1))).body) as { delivery: string };
    const page = async (path: string) => (await fetch(`${origin}${path}`, { headers })).text();
    expect((await page(`/deliveries/${delivered.delivery}`)).includes(id)).toBe(true);
    const exported = async () => (await page("/api/export/views?period=all&format=ndjson")).includes(id);
    expect(await exported()).toBe(false);

    await replica.halt();
    await until("reports come from the primary", async () => (await reads()).refused === "gone");
    await until("the view is in reports", exported);
    await until("it is counted", async () => (await house.health()).views === before + 1);
    expect((await page("/overview")).includes("The read replica does not answer.")).toBe(true);
    await replica.resume();
    await until("the replica is read again", async () => (await reads()).from === "replica");
    expect((await page("/overview")).includes("The read replica")).toBe(false);
    expect(await exported()).toBe(true);
    await house.server?.stop();
  },
);
