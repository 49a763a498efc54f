import { accessSync, constants, mkdirSync } from "node:fs";
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
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Failure(
      `The data folder ${folder} cannot be written (${error.code}): give this user the right to, or name another folder with DATA_DIR=/path npm run up.`,
    );
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
