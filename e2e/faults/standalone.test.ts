import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RealPostgres, startPostgres } from "../../lib/db/testing/postgres";
import { dockerfile } from "../../scripts/steps/dockerfile";
import { until } from "./house";
import { KEY, post, viewBody } from "./senders";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** Of this test's own; the servers of others take theirs from the system. */
const PORT = 4_455;

/**
 * What the Dockerfile's last stage does, without Docker: its COPY lines into an empty folder, its CMD with its ENV there. Runs
 * where the build was made with BUILD_STANDALONE=1, as npm run test:all does.
 */
describe.runIf(existsSync(path.join(ROOT, ".next/standalone")))("the image's folder", () => {
  const app = mkdtempSync(path.join(tmpdir(), "viewledger-image-"));
  const stage = dockerfile(readFileSync(path.join(ROOT, "Dockerfile"), "utf8")).at(-1);
  const all = (word: string) => (stage?.instructions ?? []).filter((one) => one.word === word).map(({ rest }) => rest);
  let postgres: RealPostgres;

  beforeAll(async () => {
    for (const copy of all("COPY")) {
      const parts = copy.split(" ").filter((part) => !part.startsWith("--"));
      const target = parts.pop() ?? "";
      for (const source of parts) {
        const to = path.join(app, target.endsWith("/") ? path.join(target, path.basename(source)) : target);
        mkdirSync(path.dirname(to), { recursive: true });
        cpSync(source.replace(/^\/build/, ROOT), to, { recursive: true, verbatimSymlinks: true });
      }
    }
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(app, { recursive: true });
  });

  const environment = (dataDir: string, databaseUrl: string) => ({
    ...Object.fromEntries(
      all("ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("=") as [string, string])),
    ),
    PATH: process.env.PATH,
    PORT: String(PORT),
    HOSTNAME: "0123456789ab",
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    MINDSTAMP_WEBHOOK_KEY: KEY,
  });

  test.each(["sqlite", "postgres"])("has all that the server needs, on %s", async (database) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), "viewledger-image-data-"));
    const env = environment(dataDir, database === "sqlite" ? "" : postgres.url) as unknown as NodeJS.ProcessEnv;
    const [program = "", ...args] = JSON.parse(all("CMD")[0] ?? "[]") as string[];
    const server: ChildProcess = spawn(program, args, { cwd: app, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [server.stdout, server.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    try {
      const [, check = "[]"] = /CMD (\[.*\])$/.exec(all("HEALTHCHECK")[0] ?? "") ?? [];
      const [node = "", ...code] = JSON.parse(check) as string[];
      const healthy = () =>
        promisify(execFile)(node, code, { env }).then(
          () => true,
          () => false,
        );
      await until(`it is healthy: ${output}`, healthy);
      const origin = `http://127.0.0.1:${PORT}`;
      expect((await post(origin, viewBody(crypto.randomUUID(), 1))).status).toBe(200);
      await until("the columns have the view", async () => {
        const { columns } = (await (await fetch(`${origin}/api/health`)).json()) as { columns: { views: number } };
        return columns.views === 1;
      });
      const page = await (await fetch(`${origin}/login`)).text();
      const [style = ""] = /\/_next\/static\/[^"]+\.css/.exec(page) ?? [];
      expect((await fetch(`${origin}${style}`)).headers.get("content-type")).toMatch(/^text\/css/);
      expect((await fetch(`${origin}/world-110m.svg`)).status).toBe(200);
    } finally {
      server.kill("SIGTERM");
      expect(await ended, output).toBe(0);
      rmSync(dataDir, { recursive: true });
    }
  });
});
