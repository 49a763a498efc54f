import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import pg from "pg";
import { migrate } from "../lib/db/migrate";
import { sqlite } from "../lib/db/sqlite";
import { startPostgres } from "../lib/db/testing/postgres";
import { demoViews } from "../prisma/seed/generate";
import { type Bench, type Figure, figure } from "./figure";
import { NOW } from "./million";

const ROOT = path.resolve(import.meta.dirname, "..");
const VIEWS = 1_000_000;
/** Memory is looked at so often, and what a start takes is not counted as growth. */
const LOOK_MS = 250;
const WARM_SHARE = 0.1;

/** A million views from a file into each database, by the command itself in a process of its own. */
export const importBench: Bench = {
  name: "import",
  async run() {
    const folder = mkdtempSync(path.join(tmpdir(), "viewledger-bench-"));
    const file = path.join(folder, "views.ndjson");
    await writeViews(file);
    try {
      const url = `file:${path.join(folder, "viewledger.db")}`;
      await migrate(sqlite, url);
      const figures = await measure(file, url, 5_000, "SQLite with synchronous=FULL", countInSqlite);
      const postgres = await startPostgres();
      try {
        figures.push(...(await measure(file, postgres.url, 10_000, "Postgres", countInPostgres)));
      } finally {
        await postgres.stop();
      }
      return figures;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function writeViews(file: string): Promise<void> {
  const out = createWriteStream(file);
  for (const view of demoViews({ views: VIEWS, now: NOW }))
    if (!out.write(`${JSON.stringify(view)}\n`)) await once(out, "drain");
  out.end();
  await once(out, "finish");
}

async function measure(
  file: string,
  url: string,
  goal: number,
  what: string,
  count: (url: string) => Promise<number>,
): Promise<Figure[]> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/history/import.ts", file], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: path.dirname(file), LOG_LEVEL: "warn" },
  });
  const looks = watch(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const [code] = (await once(child, "exit")) as [number];
  const seconds = (performance.now() - began) / 1_000;
  if (code !== 0) throw new Error(`The import ended with ${code}:\n${output.slice(-2_000)}`);
  const stored = await count(url);
  if (stored !== VIEWS) throw new Error(`${stored} views are stored, not ${VIEWS}`);
  const warm = looks[Math.floor(looks.length * WARM_SHARE)] ?? 0;
  const most = Math.max(...looks);
  return [
    figure(
      `import into ${what.split(" ")[0]}`,
      VIEWS / seconds,
      "views/s",
      "higher",
      goal,
      `1 M views from NDJSON in ${seconds.toFixed(0)} s, ${what}, the start of the command included`,
    ),
    figure(
      `memory of the importer at its most beside its memory after a tenth, ${what.split(" ")[0]}`,
      most / warm,
      "×",
      "lower",
      1.5,
      `${warm.toFixed(0)} MB after a tenth, at most ${most.toFixed(0)} MB`,
    ),
  ];
}

/** Resident megabytes of a process, again and again until it ends; where /proc does not tell, none. */
function watch(child: ChildProcess): number[] {
  const looks: number[] = [];
  const timer = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
      if (kilobytes) looks.push(Number(kilobytes) / 1_024);
    } catch {
      clearInterval(timer);
    }
  }, LOOK_MS);
  child.once("exit", () => clearInterval(timer));
  return looks;
}

async function countInSqlite(url: string): Promise<number> {
  const db = new Database(url.replace("file:", ""));
  const { n } = db.prepare("SELECT count(*) AS n FROM views").get() as { n: number };
  db.close();
  return n;
}

async function countInPostgres(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: string }>("SELECT count(*) AS n FROM views");
  await client.end();
  return Number(rows[0]?.n);
}
