import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { callAction, Form } from "../policy/call-action";
import { actionsInBuild } from "../policy/routes-in-app";
import { signIn } from "../sign-in";
import { House, until } from "./house";
import { post, viewBody } from "./senders";

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

const lagMs = async () => {
  const answer = await fetch(`${house.server?.origin}/api/health`);
  return ((await answer.json()) as { columns: { lagMs: number } }).columns.lagMs;
};

test.each(["columns", "sql"])(
  "with a replica that stands still and then dies, %s: own writes show, reports go on",
  async (analytics) => {
    const { origin } = await house.start({ ANALYTICS: analytics });
    await until("the replica is read", async () => (await reads()).from === "replica");
    const old = crypto.randomUUID();
    await post(origin, viewBody(old, 1));
    const replaying = new House({ DATABASE_URL: replica.url });
    const isThere = async () => (await replaying.ask(`SELECT 1 FROM views WHERE id = '${old}'`)).length === 1;
    await until("the replica has a view", isThere);
    await replaying.ask("SELECT pg_wal_replay_pause()");

    // What this session and this delivery wrote is not at the replica, and is seen all the same.
    const headers = { cookie: await signIn(origin, ADMINISTRATOR) };
    const id = crypto.randomUUID();
    const delivered = JSON.parse((await post(origin, viewBody(id, 1))).body) as { delivery: string };
    const page = async (path: string) => (await fetch(`${origin}${path}`, { headers })).text();
    expect((await page(`/deliveries/${delivered.delivery}`)).includes(id)).toBe(true);
    const exported = async () => (await page("/api/export/views?period=all&format=ndjson")).includes(id);
    expect(await exported()).toBe(false);
    await until("watchers are told how far figures are behind", async () => (await lagMs()) > 1_000);
    expect(await page("/settings/status")).toMatch(/Reports are read from.*The replica.*Behind the primary/s);

    // What this user deletes is gone at once, so reports leave the replica without a word, and have what was delivered too.
    const { id: deleteWanted = "" } = actionsInBuild().find(({ name }) => name === "deleteWanted") ?? {};
    const form = [{ error: null }, new Form({ id: old })];
    await callAction(new URL(`${origin}/viewers`), { id: deleteWanted, arguments_: form, cookie: headers.cookie });
    const rows = await page("/api/export/views?period=all&format=ndjson");
    expect([rows.includes(old), rows.includes(id)]).toEqual([false, true]);
    expect(await reads()).toEqual({ from: "primary", refused: null });

    await replica.halt();
    await until("reports come from the primary", async () => (await reads()).refused === "gone");
    expect(await exported()).toBe(true);
    expect((await page("/overview")).includes("The read replica cannot be read; the log says why.")).toBe(true);
    await replica.resume();
    await until("the replica is read again", async () => (await reads()).from === "replica");
    expect((await page("/overview")).includes("The read replica")).toBe(false);
    expect(await exported()).toBe(true);
    await house.server?.stop();
  },
);
