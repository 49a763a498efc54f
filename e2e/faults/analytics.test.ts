import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { demoDeliveries } from "../../prisma/seed/deliveries";
import { House, until } from "./house";
import { post } from "./senders";
import { signIn } from "./sign-in";

const VIEWS = 3_000;
const A_TIME = 500;
const NOW = Date.UTC(2026, 2, 30, 12);
const ADMINISTRATOR = { ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery" };

const REPORTS = ["overview", "days", "videos", "tags", "geography", "engagement", "viewers", "views"];
const MARCH = "period=custom&from=2026-03-01&to=2026-03-30";
/** Whatever reads another column or sums up in another way; times that do not go on meanwhile. */
const FILTERS = [
  "period=all",
  MARCH,
  `${MARCH}&compare=year&interval=week`,
  `${MARCH}&attempt=first&browser=!Chrome&percentage=20-90`,
  "period=all&identity=identified&source=!(none)",
  "period=all&screen=phone&screen=tablet&country=!(none)&q=an",
];
const SORTED = [
  ["viewers", "sort=viewer_name"],
  ["viewers", "sort=-average_watched&pageSize=200"],
  ["videos", "sort=-completion"],
];

let postgres: RealPostgres;
let house: House;
beforeAll(async () => {
  postgres = await startPostgres();
  house = new House({ DATABASE_URL: postgres.url, ...ADMINISTRATOR });
});
afterAll(async () => {
  await house.remove();
  await postgres.stop();
});

/** What every export says, and how every page answers. */
async function told(origin: string) {
  const headers = { cookie: await signIn(origin, ADMINISTRATOR) };
  const addresses = REPORTS.flatMap((report) => FILTERS.map((filters) => `${report}?${filters}&format=ndjson`));
  const others = SORTED.map(([report, sort]) => `${report}?period=all&${sort}&format=csv`);
  const exports = new Map<string, string>();
  for (const address of [...addresses, ...others]) {
    const answer = await fetch(`${origin}/api/export/${address}`, { headers });
    expect(answer.status, address).toBe(200);
    const body = await answer.text();
    exports.set(address, `${body.split("\n").length} lines ${createHash("sha256").update(body).digest("hex")}`);
  }
  const pages = ["overview", "videos", "geography", "engagement", "viewers", "tags", "deliveries", "settings"];
  for (const page of pages) {
    const answer = await fetch(`${origin}/${page}?period=all`, { headers });
    expect([page, answer.status]).toEqual([page, 200]);
    expect(await answer.text()).not.toContain("Loading views");
  }
  return exports;
}

const health = async (origin: string) => (await fetch(`${origin}/api/health`)).json();

test("every export is the same, byte by byte, from the columns and by SQL", async () => {
  const columns = await house.start({ ANALYTICS: "columns" });
  let sent: unknown[] = [];
  const deliver = async () => {
    expect((await post(columns.origin, JSON.stringify(sent))).status).toBe(200);
    sent = [];
  };
  for (const record of demoDeliveries({ views: VIEWS, now: NOW })) if (sent.push(record) === A_TIME) await deliver();
  await deliver();
  const [stored] = await house.ask("SELECT count(*) AS views FROM views");
  await until("the columns have all views", async () => (await house.health()).views === stored?.views);
  expect(await health(columns.origin)).toMatchObject({ analytics: "columns" });
  const right = await told(columns.origin);
  expect(new Set(right.values()).size).toBeGreaterThan(REPORTS.length * 4);
  expect(await columns.stop()).toBe(0);

  const sql = await house.start({ ANALYTICS: "sql" });
  // Nothing is filled: the first answer is complete.
  expect(await told(sql.origin)).toEqual(right);
  expect(await health(sql.origin)).toMatchObject({
    analytics: "sql",
    columns: { state: "ready", views: stored?.views },
  });
  expect(sql.output()).not.toContain("column store");
});

test("SQL is refused where there is no Postgres, in clear words", async () => {
  const elsewhere = new House();
  await expect(elsewhere.start({ ANALYTICS: "sql" })).rejects.toThrow(/ANALYTICS needs a Postgres database/);
  await elsewhere.remove();
});
