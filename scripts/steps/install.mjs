import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { fingerprint, stamp } from "./fingerprint.mjs";
import { inProject, ROOT } from "./project.mjs";
import { lastLines, run, seconds } from "./run.mjs";

const STAMP = stamp("node_modules/.viewledger-installed");
/** node-gyp writes this first: the module's ready-made build could not be fetched. */
const COMPILING = inProject("node_modules/better-sqlite3/build/Makefile");

/**
 * Installs exactly what package-lock.json names, unless the last complete installation did just that. `meanwhile` is what
 * needs the packages, but not what they compile: it runs beside that.
 */
export async function ensureInstalled(meanwhile = async () => {}) {
  const wanted = fingerprint(["package-lock.json"], [process.versions.modules, process.platform, process.arch]);
  if (STAMP.matches(wanted) || (await isInstalled())) await meanwhile();
  else await install(meanwhile);
  STAMP.set(wanted);
}

/** Whether npm has finished here before, for this lock file and this Node. */
async function isInstalled() {
  const hidden = inProject("node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const found = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(inProject("package-lock.json"), "utf8")).packages;
  for (const [place, { version, optional, devOptional }] of Object.entries(wanted))
    if (place !== "" && !optional && !devOptional && found[place]?.version !== version) return false;
  const probe = await run(process.execPath, ["-e", "new (require('better-sqlite3'))(':memory:').close()"], {
    quiet: true,
  });
  return probe.code === 0;
}

async function install(meanwhile) {
  const began = Date.now();
  console.log("Installing packages (npm ci) …");
  // Without the last flag an environment of NODE_ENV=production would leave the build's own tools out.
  await npmRun("ci", "--ignore-scripts", "--include=dev");
  // Both to their ends, so that a failure leaves nothing behind that still runs.
  const [compiled, done] = await Promise.allSettled([compile(), meanwhile()]);
  for (const { reason } of [compiled, done]) if (reason) throw reason;
  console.log(`Packages installed in ${seconds(began)}.`);
}

/** Runs the packages' own installation, which compiles the SQLite module where no ready-made one could be fetched. */
async function compile() {
  let told = false;
  const watch = setInterval(() => {
    if (told || !existsSync(COMPILING)) return;
    told = true;
    console.log("Compiling the SQLite module, about a minute …");
  }, 500);
  await npmRun("rebuild").finally(() => clearInterval(watch));
}

async function npmRun(...command) {
  const [program, ...args] = npm();
  const { code, output } = await run(program, [...args, ...command], { env: environment(), quiet: true });
  if (code === 0) return;
  throw new Failure(
    `${lastLines(output)}\n\nInstalling packages failed (npm ${command[0]}, exit code ${code}). ${advice(output)}`,
  );
}

/** The npm that runs this script, where it says which it is. */
export function npm() {
  const { npm_execpath } = process.env;
  if (npm_execpath?.endsWith("npm-cli.js")) return [process.execPath, npm_execpath];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}

function environment() {
  const env = {
    ...process.env,
    // With an engine at hand, Prisma's install scripts have nothing to download (decision 0005).
    PRISMA_SCHEMA_ENGINE_BINARY: inProject("scripts/schema-engine.mjs"),
    // What must be compiled is compiled on all processors.
    JOBS: process.env.JOBS ?? "max",
  };
  // Where Node brought its own headers, compiling needs no download either.
  const nodedir = path.resolve(path.dirname(process.execPath), "..");
  if (!env.npm_config_nodedir && existsSync(path.join(nodedir, "include/node/node.h")))
    env.npm_config_nodedir = nodedir;
  return env;
}

function advice(output) {
  if (/EUSAGE/.test(output))
    return "package-lock.json does not fit package.json: restore both with git checkout package.json package-lock.json, or run npm install after a change, and try again.";
  if (/EACCES|EPERM|EROFS/.test(output)) return `Make ${ROOT} writable for this user and try again.`;
  if (/ENOSPC/.test(output)) return "The disk is full: free some space and try again.";
  if (/gyp ERR/.test(output))
    return "The SQLite module had to be compiled and could not be: install python3, make and a C++ compiler (on Debian: apt-get install python3 make g++) and try again.";
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|network/.test(output))
    return "The npm registry could not be reached: check the network or proxy settings and try again.";
  return "The lines above say why; mend it and try again.";
}
