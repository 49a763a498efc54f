import { existsSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { fingerprint, stamp } from "./fingerprint.mjs";
import { inProject, TOOLS } from "./project.mjs";
import { lastLines, runNode, seconds } from "./run.mjs";

const STAMP = stamp(".next/viewledger-built");
const SOURCES = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tailwind.config.ts",
  "tsconfig.json",
  "package-lock.json",
];
/** Neither tests nor the demo's generator are part of the server. */
const isLeftOut = (file) => /\.test\.tsx?$|(^|\/)\.stamp$|^prisma\/seed\//.test(file);

/** Builds the server for production, when a source changed since the last complete build. */
export async function ensureBuilt() {
  const wanted = fingerprint(SOURCES, [process.version, process.env.BUILD_STANDALONE ?? ""], isLeftOut);
  if (STAMP.matches(wanted) && existsSync(inProject(".next/BUILD_ID"))) return;
  const began = Date.now();
  console.log("Building (next build) …");
  STAMP.clear();
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const result = await runNode(TOOLS.next, ["build"], { env, quiet: true });
  if (result.code !== 0)
    throw new Failure(
      `${lastLines(result.output)}\n\nThe build failed (next build, exit code ${result.code}). The lines above say where; on a clean checkout, delete .next and node_modules and try again.`,
    );
  STAMP.set(wanted);
  console.log(`Built in ${seconds(began)}.`);
}
