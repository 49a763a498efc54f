import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate";
import { sqlite } from "../sqlite";

/** Makes one migrated SQLite file; every test file works on a copy of it. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), "viewledger-test-"));
  const base = path.join(folder, "base.db");
  await migrate(sqlite, `file:${base}`);
  project.provide("database", { dialect: "sqlite", folder, base });
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module "vitest" {
  export interface ProvidedContext {
    database: { dialect: "sqlite" | "postgres"; folder: string; base: string };
  }
}
