import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inProject } from "./project.mjs";
import { watchRunning } from "./run.mjs";

const HEARTBEAT_MS = 5_000;
/** A lock that nobody touched for this long has no owner any more, whatever its process number says. */
const FORGOTTEN_MS = 60_000;
/** A program that outlived a killed owner, such as npm ci, is waited for this long. */
const ORPHAN_MS = 600_000;
const POLL_MS = 250;

/** `next build` empties .next but for its cache, so the lock is safe there. */
const FILE = inProject(".next/cache/prepare.lock");

/** Runs `work` while no other command installs, generates or builds in this folder. */
export async function withPrepareLock(work, file = FILE) {
  mkdirSync(path.dirname(file), { recursive: true });
  const text = (programs) => JSON.stringify({ pid: process.pid, host: hostname(), at: Date.now(), programs });
  const mine = text([]);
  let told = false;
  while (!take(file, mine)) {
    if (isAbandoned(file)) {
      remove(file);
      continue;
    }
    if (!told) console.log("Another command is preparing this folder: waiting for it …");
    told = true;
    await sleep(POLL_MS);
  }
  const heartbeat = setInterval(() => existsSync(file) && utimesSync(file, new Date(), new Date()), HEARTBEAT_MS);
  watchRunning((programs) => existsSync(file) && writeFileSync(file, text(programs)));
  const release = () => {
    watchRunning(() => {});
    rmSync(file, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

function take(file, text) {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(file) {
  let owner;
  let touched;
  try {
    touched = statSync(file).mtimeMs;
    owner = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    // Gone meanwhile, or just being written: the next round sees which.
    if (error.code === "ENOENT" || error instanceof SyntaxError) return touched !== undefined && isOld(touched);
    throw error;
  }
  if (owner.host !== hostname()) return isOld(touched);
  if (owner.programs?.some(isGroupAlive)) return isOld(touched, isAlive(owner.pid) ? FORGOTTEN_MS : ORPHAN_MS);
  return isOld(touched) || !isAlive(owner.pid);
}

const isOld = (touched, limit = FORGOTTEN_MS) => Date.now() - touched > limit;

/** Each program leads a group of its own (run.mjs): what it has started may still be at work when it is not. */
const isGroupAlive = (pid) => isAlive(process.platform === "win32" ? pid : -pid);

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Moved away before it is deleted: of several that found it abandoned, one gets it, and none deletes a new owner's lock. */
function remove(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  if (isAbandoned(aside)) rmSync(aside);
  else renameSync(aside, file);
}
