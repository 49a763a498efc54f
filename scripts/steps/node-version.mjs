import { readFileSync } from "node:fs";
import { Failure } from "./failure.mjs";
import { inProject } from "./project.mjs";

/** Stops when this Node is older than package.json asks for. */
export function checkNode(found = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));
  const wanted = engines.node.replace(/^>=/, "");
  const [major, minor] = found.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new Failure(
    `Viewledger needs Node ${wanted} or newer, and this is Node ${found}: install a newer one from https://nodejs.org and try again.`,
  );
}
