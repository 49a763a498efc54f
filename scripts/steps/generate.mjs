import { existsSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { fingerprint, stamp } from "./fingerprint.mjs";
import { inProject, TOOLS } from "./project.mjs";
import { lastLines, runNode } from "./run.mjs";

const STAMP = stamp("lib/db/generated/.stamp");
/** Addresses that choose the schema (prisma.config.ts); nothing connects to them. */
const DATABASES = { sqlite: "file:unused.db", postgres: "postgres://unused" };

/** Generates the Prisma client of each database, when the models or Prisma changed. */
export async function ensureGenerated() {
  const wanted = fingerprint(
    ["prisma/models", "prisma/sqlite/schema.prisma", "prisma/postgres/schema.prisma", "prisma.config.ts"],
    [...Object.keys(DATABASES), prismaVersion()],
  );
  const complete = Object.keys(DATABASES).every((name) => existsSync(inProject("lib/db/generated", name, "client.ts")));
  if (complete && STAMP.matches(wanted)) return;
  console.log("Generating the database clients …");
  STAMP.clear();
  for (const [name, url] of Object.entries(DATABASES)) {
    const env = { ...process.env, DATABASE_URL: url, CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
    const result = await runNode(TOOLS.prisma, ["generate"], { env, quiet: true });
    if (result.code !== 0)
      throw new Failure(
        `${lastLines(result.output)}\n\nGenerating the ${name} client failed. If prisma/models was changed, mend it; else delete node_modules and try again.`,
      );
  }
  STAMP.set(wanted);
}

const prismaVersion = () => fingerprint(["node_modules/prisma/package.json"]);
