import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/** What bodies cost, and who may call an action, is the same on either database. */
const ONCE = ["e2e/policy/memory.test.ts", "e2e/policy/actions.test.ts"];

/** The same files against the production build on each database; apart from vitest.config.ts, since they need it built. */
const onDialect = (dialect: "sqlite" | "postgres", files = {}) => ({
  resolve: { alias: { "@": root } },
  test: {
    name: dialect as string,
    environment: "node" as const,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    include: ["e2e/policy/*.test.ts"],
    exclude: ONCE,
    globalSetup: [`lib/db/testing/${dialect}.ts`],
    setupFiles: ["lib/db/testing/fresh-database.ts"],
    // The server’s too, so that a test can make the sessions that it needs.
    env: { LOG_LEVEL: "silent", AUTH_SECRET: "policy-secret-0123456789abcdef0123456789" },
    ...files,
  },
});

export default defineConfig({
  root,
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      onDialect("sqlite"),
      onDialect("postgres"),
      onDialect("sqlite", { name: "once", include: ONCE, exclude: [] }),
    ],
  },
});
