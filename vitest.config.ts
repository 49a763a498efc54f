import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": import.meta.dirname };
const PROPERTY_RUNS = "scripts/steps/property-runs.ts";
const shared = { environment: "node" as const, testTimeout: 30_000, hookTimeout: 120_000 };

/** The same *.db.test.ts files run once on each database, each file on a fresh copy of a migrated one. */
const onDialect = (dialect: "sqlite" | "postgres") => ({
  resolve: { alias },
  test: {
    ...shared,
    name: dialect,
    include: ["**/*.db.test.ts"],
    exclude: ["**/node_modules/**", "**/.next/**"],
    globalSetup: [`lib/db/testing/${dialect}.ts`],
    setupFiles: [PROPERTY_RUNS, "lib/db/testing/fresh-database.ts"],
    env: { LOG_LEVEL: "silent" },
  },
});

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    exclude: ["**/node_modules/**", "**/.next/**", "e2e/**"],
    projects: [
      {
        resolve: { alias },
        test: {
          ...shared,
          name: "unit",
          setupFiles: [PROPERTY_RUNS],
          include: ["**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/.next/**", "e2e/**", "**/*.db.test.ts"],
          env: { LOG_LEVEL: "silent" },
        },
      },
      onDialect("sqlite"),
      onDialect("postgres"),
    ],
    root: path.resolve(import.meta.dirname),
  },
});
