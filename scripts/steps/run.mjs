import { spawn } from "node:child_process";
import { constants } from "node:os";
import { ROOT } from "./project.mjs";
import { whenStopped } from "./stopping.mjs";

/** What has not ended by then, after it was told to, is killed. */
const PATIENCE_MS = 5_000;
/** A group of its own, so that what a program has started in turn ends with it. */
const GROUPED = process.platform !== "win32";

const running = new Set();
let onChange = () => {};

/** Calls `listener` with the numbers of the programs at work, whenever one begins or ends. */
export function watchRunning(listener) {
  onChange = () => listener([...running].map((child) => child.pid));
}

/**
 * Runs a program to its end. With `quiet`, its output is held back and handed over, for showing when it failed. When this
 * process is told to stop, the program is too, and this process ends after it.
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(program, args, { env = process.env, quiet = false, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      timeout: timeoutMs,
      detached: GROUPED,
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    let stopped = null;
    const unwatch = whenStopped((signal) => {
      if (stopped !== null) return;
      stopped = signal;
      signalTo(child, signal);
      setTimeout(() => signalTo(child, "SIGKILL"), PATIENCE_MS);
    });
    child.on("spawn", () => note(() => running.add(child)));
    child.on("error", (error) => {
      unwatch();
      resolve({ code: 127, output: `${output}${error.message}` });
    });
    child.on("close", (code, signal) => {
      note(() => running.delete(child));
      if (stopped !== null) process.exit(128 + constants.signals[stopped]);
      unwatch();
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output });
    });
  });
}

function note(change) {
  change();
  onChange();
}

function signalTo(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(GROUPED ? -child.pid : child.pid, signal);
  } catch (error) {
    // It has just ended by itself.
    if (error.code !== "ESRCH") throw error;
  }
}

/** Runs a tool of this project with this very Node. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);

/** The end of a long output: what went wrong usually stands there. */
export const lastLines = (output, count = 40) => output.trimEnd().split("\n").slice(-count).join("\n");

export const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
