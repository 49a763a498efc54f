import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import type { Server } from "../server";
import { signIn, trySigningIn } from "../sign-in";
import { House, until } from "./house";
import { listeningPid } from "./listening";
import { post, Senders, viewBody } from "./senders";

const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };
/** What one instance does, the others must heed within this time. */
const SECOND = 1_000;

let postgres: RealPostgres;
let houses: [House, House];
let servers: [Server, Server];
let cookie = "";

/** Two instances that come up at the same moment on a database that has nothing in it yet. */
beforeAll(async () => {
  postgres = await startPostgres();
  process.env.DATABASE_URL = postgres.url.replace(/base$/, "instances");
  const shared = { DATABASE_URL: process.env.DATABASE_URL, AUTH_SECRET: "s".repeat(32), ...ADMINISTRATOR };
  houses = [new House(shared), new House(shared)];
  const base = new House({ DATABASE_URL: postgres.url });
  await base.ask("CREATE DATABASE instances");
  await base.remove();
  servers = await Promise.all([houses[0].start(), houses[1].start()]);
  cookie = await signIn(servers[0].origin, ADMINISTRATOR);
});
afterAll(async () => {
  const { db } = await import("../../lib/db");
  await db().close();
  for (const house of houses) await house.remove();
  await postgres.stop();
});

const ask = (server: Server, path: string, headers: Record<string, string> = { cookie }) =>
  fetch(`${server.origin}${path}`, { headers });
const figures = async (server: Server) => (await ask(server, "/api/export/overview?period=all&format=ndjson")).text();

/** How long a change took to be seen by all instances; it fails when that is more than a second. */
async function seenByAll(what: string, seen: (server: Server) => Promise<boolean>): Promise<void> {
  const began = performance.now();
  await Promise.all(servers.map((server) => until(`${what} at ${server.origin}`, () => seen(server), 10_000)));
  const took = performance.now() - began;
  console.log(`${what}: seen by both instances after ${Math.round(took)} ms`);
  expect(took, what).toBeLessThan(SECOND);
}

test("both start at once on an empty database: every migration once, one administrator", async () => {
  const applied = await houses[0].ask(
    `SELECT migration_name, COUNT(*) AS times FROM "_prisma_migrations" GROUP BY migration_name`,
  );
  expect(applied.length).toBeGreaterThan(4);
  expect(applied.filter(({ times }) => Number(times) !== 1)).toEqual([]);
  expect(await houses[0].ask("SELECT email FROM users")).toEqual([{ email: ADMINISTRATOR.ADMIN_EMAIL }]);
});

test("deliveries to both: the figures of both are the same and whole within a second", async () => {
  const senders = servers.map(({ origin }) => new Senders(origin, { senders: 8, repeat: true }));
  await Promise.all(senders.map((own) => own.acknowledges(200)));
  await Promise.all(senders.map((own) => own.stop()));
  const views = senders.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
  await seenByAll(`${views} views`, async (server) => {
    const health = (await (await ask(server, "/api/health")).json()) as { columns: { views: number } };
    return health.columns.views === views;
  });
  const [one, other] = await Promise.all(servers.map(figures));
  expect(one).toContain(String(views));
  expect(other).toBe(one);
});

test("a view that both instances are sent, again and again, is one view with its newest state", async () => {
  const id = crypto.randomUUID();
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => post((servers[i % 2] as Server).origin, viewBody(id, 1 + (i % 20)))),
  );
  expect(await houses[0].ask(`SELECT elapsed FROM views WHERE id = '${id}'`)).toEqual([{ elapsed: 20 }]);
});

test("settings and webhook keys that are changed elsewhere reach both within a second", async () => {
  const { changeSettings } = await import("../../lib/settings");
  const { createWebhookKey, retireWebhookKey } = await import("../../lib/ingest/keys");
  const before = await figures(servers[0]);
  await changeSettings({ completionThreshold: 7 });
  await seenByAll("another threshold of completion", async (server) => (await figures(server)) !== before);
  const { id, key } = await createWebhookKey({ label: "another" });
  const send = (server: Server) =>
    fetch(`${server.origin}/api/webhooks/views`, {
      method: "POST",
      headers: { "X-KEY": key },
      body: viewBody(crypto.randomUUID(), 1),
    });
  await seenByAll("a new webhook key", async (server) => (await send(server)).status === 200);
  await retireWebhookKey(id);
  await seenByAll("a retired webhook key", async (server) => (await send(server)).status === 401);
});

test("history: one job for all instances, and any of them can stop it", async () => {
  const { claimJob, historyJob, runJob, stopHistoryJob } = await import("../../lib/history/job");
  const { job, signal } = await claimJob({ kind: "backfill", file: null, state: "running", bytes: null });
  runJob(job, async () => {
    while (!signal.aborted) await sleep(20);
    job.state = "stopped";
  });
  const upload = await fetch(`${servers[0].origin}/api/import?name=a.ndjson`, {
    method: "POST",
    headers: { cookie, origin: servers[0].origin, "sec-fetch-site": "same-origin" },
    body: viewBody(crypto.randomUUID(), 1),
  });
  expect(upload.status).toBe(409);
  // As another instance does it: it knows nothing of the job but what the database tells.
  await houses[1].ask(
    `INSERT INTO settings (key, value, updated_at) VALUES ('history.stop', '"${job.id}"', CURRENT_TIMESTAMP)`,
  );
  await until("the job stopped", async () => (await historyJob())?.state === "stopped", 5_000);
  await stopHistoryJob();
});

test("a session that is ended at one instance is dead at the other within a second", async () => {
  const own = await signIn(servers[1].origin, ADMINISTRATOR);
  const days = (server: Server) => ask(server, "/api/export/days", { cookie: own });
  expect((await days(servers[0])).status).toBe(200);
  const first = await fetch(`${servers[1].origin}/api/auth/csrf`, { headers: { cookie: own } });
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const csrf = first.headers.getSetCookie().map((one) => one.split(";")[0]);
  await fetch(`${servers[1].origin}/api/auth/signout`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: [own, ...csrf].join("; ") },
    body: new URLSearchParams({ csrfToken }),
  });
  await seenByAll("the end of a session", async (server) => (await days(server)).status === 401);
});

test("failed logins at both are counted together, and keep nothing of what was typed", async () => {
  const wrong = { ADMIN_EMAIL: "somebody@example.com", ADMIN_PASSWORD: "incorrect horse battery" };
  const answers: string[] = [];
  for (let i = 0; i < 14; i++) {
    const answer = await trySigningIn((servers[i % 2] as Server).origin, wrong);
    answers.push(new URL(answer.headers.get("location") ?? "", servers[0].origin).searchParams.get("error") ?? "");
  }
  expect(answers).toEqual([...Array(10).fill("CredentialsSignin"), ...Array(4).fill("Throttled")]);
  const counts = await houses[0].ask("SELECT key, points FROM attempts");
  expect(counts.map(({ points }) => points)).toContain(10);
  expect(JSON.stringify(counts)).not.toMatch(/somebody|127\.0/);
});

test("one instance is killed under load: nothing acknowledged is lost, and the other is right within a second", async () => {
  const doomed = new Senders(servers[0].origin, { senders: 12, repeat: false });
  const others = new Senders(servers[1].origin, { senders: 8, repeat: true });
  await Promise.all([doomed.acknowledges(150), others.acknowledges(150)]);
  process.kill(listeningPid(servers[0].port), "SIGKILL");
  await doomed.ended();
  await others.acknowledges(100);
  await others.stop();
  const health = async () => (await houses[1].health()).views;
  const [row] = await houses[1].ask("SELECT COUNT(*) AS views FROM views");
  const began = performance.now();
  await until("the other has all views", async () => (await health()) === Number(row?.views), 10_000);
  expect(performance.now() - began).toBeLessThan(SECOND);
  const acknowledged = new Map([...doomed.acknowledged, ...others.acknowledged]);
  console.log(`killed with ${doomed.sums.unanswered} requests unanswered; ${acknowledged.size} views acknowledged`);
  expect(await houses[1].losses(acknowledged)).toEqual([]);
  expect(others.sums.quarantined).toBe(0);
});
