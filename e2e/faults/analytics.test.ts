import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import type { Server } from "../server";
import { signIn } from "../sign-in";
import { House, until } from "./house";
import { storeWithGaps } from "./views-with-gaps";

/** A million on each long run */
const VIEWS = Number(process.env.ANALYTICS_VIEWS ?? 3_000);
/** Of each executor a million views want some 5 s an export. */
const LIMIT_MS = 120_000 + VIEWS * 4;
/** Settings are seen by all instances after half a second. */
const SEEN_MS = 700;
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
/** Each in the years in which its clocks were set, at midnight in one and by half an hour in the other. */
const ZONES = {
  "America/Sao_Paulo": "period=custom&from=2018-01-01&to=2019-03-31",
  "Australia/Lord_Howe": "period=custom&from=2025-03-01&to=2026-03-30",
};

let postgres: RealPostgres;
let houses: { columns: House; sql: House };
let servers: { columns: Server; sql: Server };
let cookies: { columns: string; sql: string };
let values: Record<string, string>;
const folder = mkdtempSync(path.join(tmpdir(), "viewledger-analytics-"));

beforeAll(async () => {
  postgres = await startPostgres();
  Object.assign(process.env, { DATABASE_URL: postgres.url, DATA_DIR: folder });
  values = await storeWithGaps(VIEWS);
  const shared = { DATABASE_URL: postgres.url, AUTH_SECRET: "s".repeat(32), ...ADMINISTRATOR };
  houses = {
    columns: new House({ ...shared, ANALYTICS: "columns" }),
    sql: new House({ ...shared, ANALYTICS: "sql" }),
  };
  const columns = await houses.columns.start();
  // Nothing is filled: the first answer is complete.
  servers = { columns, sql: await houses.sql.start() };
  cookies = {
    columns: await signIn(columns.origin, ADMINISTRATOR),
    sql: await signIn(servers.sql.origin, ADMINISTRATOR),
  };
  await agreed();
}, LIMIT_MS);
afterAll(async () => {
  const { db } = await import("../../lib/db");
  await db().close();
  for (const house of Object.values(houses ?? {})) await house.remove();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Both have all views that count. */
async function agreed(): Promise<void> {
  const [stored] = await houses.columns.ask("SELECT count(*) AS views FROM views WHERE deleted_at IS NULL");
  for (const house of Object.values(houses))
    await until("all views are there", async () => (await house.health()).views === stored?.views, LIMIT_MS);
}

/** The lines that an export has, and their checksum: a million views are more than one would compare as a text. */
async function exported(by: "columns" | "sql", address: string): Promise<string> {
  const answer = await fetch(`${servers[by].origin}/api/export/${address}`, { headers: { cookie: cookies[by] } });
  if (answer.status !== 200) return `${answer.status} ${await answer.text()}`;
  const hash = createHash("sha256");
  let lines = 0;
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
    hash.update(piece);
    for (const byte of piece) if (byte === 10) lines++;
  }
  return `${lines} lines ${hash.digest("hex")}`;
}

/** What both say is equal; all of it, by address. */
async function bothSay(addresses: string[]): Promise<Map<string, string>> {
  const said = new Map<string, string>();
  for (const address of addresses) {
    const [columns, sql] = await Promise.all([exported("columns", address), exported("sql", address)]);
    expect(columns, address).toMatch(/^\d+ lines/);
    expect(sql, address).toBe(columns);
    said.set(address, columns);
  }
  return said;
}

const everyReport = (filters: string) => REPORTS.map((report) => `${report}?${filters}&format=ndjson`);

test("every export is the same, byte by byte, from the columns and by SQL", { timeout: LIMIT_MS }, async () => {
  expect(await (await fetch(`${servers.columns.origin}/api/health`)).json()).toMatchObject({ analytics: "columns" });
  expect(await (await fetch(`${servers.sql.origin}/api/health`)).json()).toMatchObject({ analytics: "sql" });
  const sorted = SORTED.map(([report, sort]) => `${report}?period=all&${sort}&format=csv`);
  const said = await bothSay([...FILTERS.flatMap(everyReport), ...sorted]);
  expect(new Set(said.values()).size).toBeGreaterThan(REPORTS.length * 4);
  expect(servers.sql.output()).not.toContain("column store");
});

test("… by whatever can be filtered by, with values that views have", { timeout: LIMIT_MS }, async () => {
  const chosen = Object.entries(values).flatMap(([dimension, value]) => [
    `${encodeURIComponent(dimension)}=${encodeURIComponent(value)}`,
    `${encodeURIComponent(dimension)}=${encodeURIComponent(`!${value}`)}&${encodeURIComponent(dimension)}=${encodeURIComponent("!(none)")}`,
  ]);
  const others = [
    "attempt=repeat",
    "identity=anonymous",
    "percentage=(none)",
    "participation=0-49",
    "correctness=!50-100",
  ];
  const addresses = [...chosen, ...others].flatMap((filter) =>
    // Of people the first: each stretch of a whole file of them groups all views anew.
    ["overview?", "viewers?pageSize=200&"].map((report) => `${report}period=all&${filter}&format=ndjson`),
  );
  const said = await bothSay(addresses);
  // Each leaves something, and something else than all others.
  expect(new Set(said.values()).size).toBeGreaterThan(addresses.length * 0.8);
});

test("… in zones whose clocks were set, and at pages' addresses", { timeout: LIMIT_MS }, async () => {
  const { changeSettings } = await import("../../lib/settings");
  const seen = new Set<string>();
  for (const [reportingZone, period] of Object.entries(ZONES)) {
    await changeSettings({ reportingZone });
    await sleep(SEEN_MS);
    const days = ["day", "week", "month"].map((interval) => `days?${period}&interval=${interval}&format=ndjson`);
    for (const said of (await bothSay([...days, `overview?${period}&compare=year&format=ndjson`])).values())
      seen.add(said);
  }
  expect(seen.size).toBe(Object.keys(ZONES).length * 4);
  for (const page of ["overview", "videos", "geography", "engagement", "viewers", "tags", "deliveries", "settings"])
    for (const by of ["columns", "sql"] as const) {
      const answer = await fetch(`${servers[by].origin}/${page}?period=all`, { headers: { cookie: cookies[by] } });
      expect([page, answer.status]).toEqual([page, 200]);
      expect(await answer.text()).not.toContain("Loading views");
    }
});

test("… after views were deleted while both were at work", { timeout: LIMIT_MS }, async () => {
  const { deleteViews } = await import("../../lib/privacy/delete-views");
  const before = await bothSay(everyReport(MARCH));
  const gone = await houses.sql.ask("SELECT id FROM views WHERE deleted_at IS NULL ORDER BY occurred_at DESC LIMIT 40");
  expect(
    await deleteViews(
      gone.map(({ id }) => String(id)),
      null,
    ),
  ).toBe(40);
  await agreed();
  const after = await bothSay(everyReport(MARCH));
  expect([...after.values()].filter((said, i) => said === [...before.values()][i])).toEqual([]);
});

test("SQL is refused where there is no Postgres, in clear words", async () => {
  const elsewhere = new House();
  await expect(elsewhere.start({ ANALYTICS: "sql" })).rejects.toThrow(/ANALYTICS needs a Postgres database/);
  await elsewhere.remove();
});
