import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { signIn } from "../sign-in";
import { House, until } from "./house";
import { post, Senders, viewBody } from "./senders";

const LIMIT = 20;
const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };

let postgres: RealPostgres;
let admin: pg.Client;
let house: House;

beforeAll(async () => {
  postgres = await startPostgres();
  admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  // Limits hold for ordinary users only.
  await admin.query(`CREATE ROLE app LOGIN PASSWORD 'app' CONNECTION LIMIT ${LIMIT}`);
  await admin.query("CREATE DATABASE app OWNER app");
  const url = postgres.url.replace("postgres:postgres@", "app:app@").replace(/base$/, "app");
  house = new House({ ...ADMINISTRATOR, DATABASE_URL: url });
  await house.start();
});
afterAll(async () => {
  await house.remove();
  await admin.end();
  await postgres.stop();
});

test("others take every connection of Postgres: 503 for that long, then on by itself, nothing acknowledged lost", async () => {
  const { origin } = house.server ?? { origin: "" };
  const senders = new Senders(origin, { senders: 16, repeat: true });
  await senders.acknowledges(100);
  const [held] = (await admin.query("SELECT COUNT(*)::int AS n FROM pg_stat_activity WHERE usename = 'app'")).rows;
  expect(held.n, "connections of a server under load").toBeLessThanOrEqual(15);
  const others: pg.Client[] = [];
  const takeAll = async () => {
    for (;;) {
      const other = new pg.Client({ connectionString: house.url });
      other.on("error", () => undefined);
      try {
        await other.connect();
        others.push(other);
      } catch (error) {
        expect((error as { code?: string }).code).toBe("53300");
        return;
      }
    }
  };
  await takeAll();
  // The server's own are cut; whoever waits longest gets their places.
  await until("the server has no connection left", async () => {
    const own = others.map((other) => (other as unknown as { processID: number }).processID);
    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app' AND NOT pid = ANY('{${own}}')`,
    );
    await takeAll();
    return others.length === LIMIT;
  });
  const before = senders.statuses[503] ?? 0;
  await until("deliveries are refused", () => (senders.statuses[503] ?? 0) > before + 32);
  expect((await house.health()).status).toBe(503);
  for (const other of others) await other.end();
  await senders.acknowledges(100);
  await until("health is well again", async () => (await house.health()).status === 200);
  await senders.stop();
  expect(Object.keys(senders.statuses)).toEqual(["200", "503"]);
  expect([senders.impatient, senders.sums.quarantined]).toEqual([0, 0]);
  const { acknowledged } = senders;
  expect(await house.losses(acknowledged)).toEqual([]);
  const [row] = await house.ask("SELECT COUNT(*) AS views FROM views");
  await until("the columns have them all", async () => (await house.health()).views === Number(row?.views));
  expect((await post(origin, viewBody(crypto.randomUUID(), 1))).status).toBe(200);
});

test("a database that keeps silent: a page and an export say so in seconds, and are back when it answers", async () => {
  const { origin } = house.server ?? { origin: "" };
  const cookie = await signIn(origin, ADMINISTRATOR);
  const ask = (address: string) =>
    fetch(`${origin}${address}`, { headers: { cookie }, signal: AbortSignal.timeout(20_000) });
  const locker = new pg.Client({ connectionString: postgres.url.replace(/base$/, "app") });
  await locker.connect();
  await locker.query("BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE");
  const [page, file] = await Promise.all([ask("/overview"), ask("/api/export/videos?period=all")]);
  expect([page.status, file.status]).toEqual([500, 503]);
  expect(file.headers.get("retry-after")).toMatch(/^[1-9]/);
  await locker.query("ROLLBACK");
  await locker.end();
  for (const address of ["/overview", "/api/export/videos?period=all"])
    expect((await ask(address)).status, address).toBe(200);
});
