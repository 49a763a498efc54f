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
const TICKS_A_SECOND = 100;

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
  const speed = (note: string) =>
    figure(
      `import into ${what.split(" ")[0]}`,
      VIEWS / seconds,
      "views/s",
      "higher",
      goal,
      `1 M views from NDJSON in ${seconds.toFixed(0)} s, ${what}, the start of the command included${note}`,
    );
  const last = looks.at(-1);
  if (last === undefined) return [speed("")];
  const warm = looks[Math.floor(looks.length * WARM_SHARE)]?.megabytes ?? 0;
  const most = Math.max(...looks.map(({ megabytes }) => megabytes));
  return [
    speed(`; ${((1e6 * last.busy) / VIEWS).toFixed(0)} µs of the importer’s processor time a view`),
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

interface Look {
  /** Resident */
  megabytes: number;
  /** Seconds of processor time so far */
  busy: number;
}

/** Looks at a process again and again until it ends; where /proc does not tell, there is nothing to see. */
function watch(child: ChildProcess): Look[] {
  const looks: Look[] = [];
  const timer = setInterval(() => {
    try {
      const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
      // After the name in brackets: fields 14 and 15 are ticks in user and system mode.
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      const busy = (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
      if (kilobytes) looks.push({ megabytes: Number(kilobytes) / 1_024, busy });
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
