import path from "node:path";
import { defineConfig } from "prisma/config";

// The CLI would download a native schema engine; ours comes from the npm registry (decision 0005).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, "scripts/schema-engine.mjs");

const url = process.env.DATABASE_URL ?? `file:${path.resolve(process.env.DATA_DIR ?? "data", "viewledger.db")}`;
const dialect = url.startsWith("file:") ? "sqlite" : "postgres";

export default defineConfig({
  schema: `prisma/${dialect}`,
  migrations: { path: `prisma/${dialect}/migrations` },
  datasource: { url },
});
