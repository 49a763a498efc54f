import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { inProject } from "./project.mjs";
import { run } from "./run.mjs";

/** What must hold before minutes are spent on installing and building. Wrong values are validate's to report. */
export async function preflight() {
  const port = Number(process.env.PORT?.trim() || 3000);
  const host = process.env.HOST?.trim() || "127.0.0.1";
  checkWritable(process.env.DATA_DIR?.trim() || "./data");
  if (Number.isInteger(port) && port >= 1 && port <= 65535) await checkPort(port, host);
}

function checkWritable(setting) {
  const folder = path.resolve(inProject(), setting);
  try {
    makeFolder(folder);
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error("a file"), { code: "ENOTDIR" });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const [what, remedy] = WHY_NOT[error.code] ?? [`cannot be written (${error.code})`, "give this user the right to"];
    throw new Failure(`The data folder ${folder} ${what}: ${remedy}, or name another with DATA_DIR=/path npm run up.`);
  }
}

const A_FILE = ["cannot be made, because a file has its name or stands in its path", "move that file"];
const WHY_NOT = {
  ENOTDIR: A_FILE,
  EEXIST: A_FILE,
  ENOENT: ["cannot be made in a place like that (ENOENT)", "make it by hand"],
  ENOSPC: ["cannot be made, because the disk is full", "free some space"],
  EROFS: ["is on a file system that is read-only", "make it writable"],
};

/**
 * Folder by folder, since Node's own recursive way never returns where a file system says that a parent which is there
 * does not exist (/proc does). What is kept in the last one is nobody else's business.
 */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(folder, 0o700);
  } catch (error) {
    if (error.code !== "EEXIST" || !existsSync(folder)) throw error;
  }
}

/** Stops when nothing can listen there. */
export async function checkPort(port, host) {
  const code = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (code === null) return;
  if (code === "EADDRINUSE")
    throw new Failure(
      `Port ${port} is already in use: stop the program that uses it (another Viewledger?), or choose another port with PORT=${port === 65535 ? port - 1 : port + 1} npm run up.`,
    );
  if (code === "EACCES")
    throw new Failure(`Port ${port} is not allowed to this user: choose one above 1023 with PORT=3000 npm run up.`);
  throw new Failure(
    `Nothing can listen on HOST=${host} (${code}): use an address of this machine, 127.0.0.1 or 0.0.0.0.`,
  );
}

/** The server's own reading of the environment (lib/env.ts), once its packages are there. */
export async function validate() {
  const result = await run(process.execPath, ["--import", "tsx", "scripts/steps/environment.ts"], { quiet: true });
  if (result.code !== 0) throw new Failure(result.output.trim());
  return JSON.parse(result.output);
}
