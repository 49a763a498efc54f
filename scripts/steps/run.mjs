import { spawn } from "node:child_process";
import { ROOT } from "./project.mjs";

/**
 * Runs a program to its end. With `quiet`, its output is held back and handed over, for showing when it failed.
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(program, args, { env = process.env, quiet = false, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      timeout: timeoutMs,
    });
    let output = "";
    const keep = (chunk) => {
      output = (output + chunk).slice(-200_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on("close", (code, signal) => resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output }));
  });
}

/** Runs a tool of this project with this very Node. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);

/** The end of a long output: what went wrong usually stands there. */
export const lastLines = (output, count = 40) => output.trimEnd().split("\n").slice(-count).join("\n");

export const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;
