import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/** The same files against the production build on each database; apart from vitest.config.ts, since they need it built. */
const onDialect = (dialect: "sqlite" | "postgres") => ({
  resolve: { alias: { "@": root } },
  test: {
    name: dialect,
    environment: "node" as const,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ["e2e/policy/*.test.ts"],
    globalSetup: [`lib/db/testing/${dialect}.ts`],
    setupFiles: ["lib/db/testing/fresh-database.ts"],
    env: { LOG_LEVEL: "silent" },
  },
});

export default defineConfig({
  root,
  test: { pool: "forks", maxWorkers: 2, projects: [onDialect("sqlite"), onDialect("postgres")] },
});
