import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const ROOT = path.resolve(import.meta.dirname, "..");
const START_MS = 30_000;

export interface Server {
  /** e.g. http://localhost:49152 */
  origin: string;
  port: number;
  pid: number;
  dataDir: string;
  /** "" for a SQLite file in dataDir */
  databaseUrl: string;
  /** All it has printed so far */
  output(): string;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code when it has ended; null when a signal ended it */
  ended: Promise<number | null>;
  /** SIGTERM; resolves with the exit code */
  stop(): Promise<number>;
}

/**
 * The production build on a free port, with a database of its own in a temporary folder that goes with it, or in
 * `keptIn`, which stays for the next start.
 */
export async function startServer(env: Record<string, string>, keptIn?: string): Promise<Server> {
  if (!existsSync(path.join(ROOT, ".next/BUILD_ID")))
    throw new Error("There is no production build: run npm test, or npm run build before npx playwright test.");
  const port = await freePort();
  const dataDir = keptIn ?? mkdtempSync(path.join(tmpdir(), "viewledger-e2e-"));
  const databaseUrl = env.DATABASE_URL ?? (await freshDatabase());
  let output = "";
  const child = spawn(
    process.execPath,
    [path.join(ROOT, "node_modules/next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", String(port)],
    {
      cwd: ROOT,
      // The channel tells the server when the tests are gone, so that none is left behind.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "production",
        NEXT_MANUAL_SIG_HANDLE: "1",
        NEXT_TELEMETRY_DISABLED: "1",
        MALLOC_ARENA_MAX: "2",
        PORT: String(port),
        DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl,
        ...env,
      },
    },
  );
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const origin = `http://localhost:${port}`;
  await healthy(`http://127.0.0.1:${port}`, child, () => output);
  return {
    origin,
    port,
    pid: child.pid ?? 0,
    dataDir,
    databaseUrl,
    output: () => output,
    signal: (name) => void child.kill(name),
    ended,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      const code = await ended;
      if (keptIn === undefined) rmSync(dataDir, { recursive: true, force: true });
      return code ?? 1;
    },
  };
}

/** A copy of the migrated one on Postgres; "" means the default, a SQLite file in DATA_DIR. */
async function freshDatabase(): Promise<string> {
  const base = process.env.E2E_POSTGRES;
  if (!base) return "";
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: base.replace(/base$/, "postgres") });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE base`);
  await admin.end();
  return base.replace(/base$/, name);
}

async function healthy(address: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${address}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(50);
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not start (exit code ${child.exitCode}):\n${output()}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
