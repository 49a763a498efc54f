import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contents } from "../../lib/copy/testing/contents";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { canMount } from "./can-mount";
import { until } from "./house";

const run = promisify(execFile);
/** A million on each long run */
const VIEWS = Number(process.env.COPIED_VIEWS ?? 5_000);
const LIMIT_MS = 120_000 + VIEWS * 2;
const folder = mkdtempSync(path.join(tmpdir(), "viewledger-copies-"));
const file = (name: string) => `file:${path.join(folder, name)}`;

/** A command's own program, without the steps that install and generate. */
async function command(script: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: file("first.db"), LOG_LEVEL: "warn" };
  return (await run(process.execPath, ["--import", "tsx", script, ...args], { env, maxBuffer: 2 ** 26 })).stdout;
}

let postgres: RealPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  await command("prisma/seed/run.ts", "--views", String(VIEWS));
}, LIMIT_MS);
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("from SQLite to Postgres and back: every row of every table is the same", { timeout: LIMIT_MS }, async () => {
  // The server's own database has its tables already, without a row: as one that a server made.
  for (const [from, to] of [
    [file("first.db"), postgres.url],
    [postgres.url, file("back.db")],
  ] as const)
    expect(await command("scripts/moving/copy.ts", "--from", from, "--to", to)).toMatch(/all tables are the same/);
  const first = await contents(file("first.db"));
  expect(first.views).toMatch(new RegExp(`^${VIEWS} `));
  expect(await contents(postgres.url)).toEqual(first);
  expect(await contents(file("back.db"))).toEqual(first);
});

/** What a copy that fails says, and its exit code. */
async function failing(from: string, to: string): Promise<{ code: number; stderr: string }> {
  return command("scripts/moving/copy.ts", "--from", from, "--to", to).then(
    () => ({ code: 0, stderr: "" }),
    ({ code, stderr }) => ({ code, stderr }),
  );
}

async function asked(database: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: postgres.url.replace(/base$/, database) });
  await client.connect();
  return client.query(sql).then(
    ({ rows }) => client.end().then(() => rows),
    (error: unknown) => client.end().then(() => Promise.reject(error)),
  );
}

test(
  "a connection that is lost in the middle is told in a sentence, and the same command goes on",
  async () => {
    await asked("postgres", "CREATE DATABASE lost");
    const to = postgres.url.replace(/base$/, "lost");
    const failed = failing(file("first.db"), to);
    const begun = () =>
      asked("lost", "SELECT 1 FROM deliveries LIMIT 1").then(
        ({ length }) => length > 0,
        () => false,
      );
    await until("rows are copied", begun);
    await asked("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'lost'");
    const { code, stderr } = await failed;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /The connection to Postgres at 127\.0\.0\.1:\d+\/lost was lost \(.+\)\. Run the same command again/,
    );
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(await command("scripts/moving/copy.ts", "--from", file("first.db"), "--to", to)).toMatch(/are the same/);
  },
  LIMIT_MS,
);

test.skipIf(!canMount())(
  "a disk that fills up is told in a sentence, and the same command goes on",
  async () => {
    const disk = mkdtempSync(path.join(tmpdir(), "viewledger-disk-"));
    const mount = (options: string) => execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", disk]);
    mount("size=2m");
    try {
      const to = `file:${path.join(disk, "copy.db")}`;
      const { code, stderr } = await failing(file("first.db"), to);
      expect(code).toBe(1);
      expect(stderr).toContain(`The database file ${to.slice("file:".length)} cannot grow: the disk is full.`);
      expect(stderr).not.toMatch(/\n {4}at /);
      mount("remount,size=2g");
      expect(await command("scripts/moving/copy.ts", "--from", file("first.db"), "--to", to)).toMatch(/are the same/);
    } finally {
      execFileSync("umount", [disk]);
      rmSync(disk, { recursive: true });
    }
  },
  LIMIT_MS,
);
