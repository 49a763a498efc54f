import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contents } from "../../lib/copy/testing/contents";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";

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
