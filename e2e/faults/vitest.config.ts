import path from "node:path";
import { defineConfig } from "vitest/config";

const root = path.resolve(import.meta.dirname, "../..");

/** Faults against the production build: apart from vitest.config.ts, since these need it built. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    name: "faults",
    include: ["e2e/faults/*.test.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
