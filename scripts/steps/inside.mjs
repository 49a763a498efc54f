import { spawn } from "node:child_process";
import { ending } from "./ending.mjs";
import { checkNode } from "./node-version.mjs";
import { validate } from "./preflight.mjs";
import { prepare } from "./prepare.mjs";
import { loadEnvFile, ROOT } from "./project.mjs";
import { whenStopped } from "./stopping.mjs";

/**
 * Runs a command that is written against the product's own code, once its packages are there, and ends this process with
 * its exit code. Signals are passed on: it ends in order by itself.
 */
export async function runInside(script, args) {
  checkNode();
  loadEnvFile();
  await prepare({ build: false });
  await validate();
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? "fatal" },
  });
  let asked = false;
  whenStopped((signal) => {
    asked = true;
    child.kill(signal);
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exit, signal) => resolve(ending(exit, signal, asked)));
  });
  process.exit(code);
}
