import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { ending } from "./ending.mjs";

const ROOT = path.resolve(import.meta.dirname, "../..");
const STEPS = path.join(ROOT, "scripts/steps");
const folder = () => mkdtempSync(path.join(tmpdir(), "viewledger-commands-"));

function command(script: string, args: string[], env: Record<string, string>) {
  const { PATH, HOME } = process.env;
  return new Promise<{ code: unknown; said: string }>((resolve) => {
    execFile(
      process.execPath,
      [path.join(ROOT, "scripts", script), ...args],
      { env: { PATH, HOME, NODE_ENV: "test", ...env }, timeout: 20_000, killSignal: "SIGKILL" },
      (error, stdout, stderr) => resolve({ code: error ? (error.code ?? error.signal) : 0, said: stdout + stderr }),
    );
  });
}

/** Code that uses a step, in a process of its own. */
function script(code: string, env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: "ignore",
    env: { ...process.env, ...env },
  });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once("exit", resolve));

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 200; tries++) await sleep(50);
  expect(holds()).toBe(true);
}

function isAlive(pid: number): boolean {
  try {
    // A process that has ended but was not waited for is listed as Z.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

it("a data folder that cannot be is told in a sentence, before anything is installed", async () => {
  const file = path.join(folder(), "file");
  writeFileSync(file, "");
  for (const DATA_DIR of [file, path.join(file, "below"), ...(process.platform === "linux" ? ["/proc/vl"] : [])]) {
    const { code, said } = await command("up.mjs", [], { DATA_DIR, PORT: "39871" });
    expect({ DATA_DIR, code }).toEqual({ DATA_DIR, code: 1 });
    expect(said.trim()).toMatch(/^The data folder .+ cannot be made, because|^The data folder .+ cannot be made in/);
    expect(said.trim().split("\n")).toHaveLength(1);
  }
});

it("a command that somebody else ended says so, with what to do", () => {
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  expect(ending(3, null, false, say)).toBe(3);
  expect(ending(null, "SIGINT", true, say)).toBe(130);
  expect(said).toEqual([]);
  expect(ending(null, "SIGKILL", false, say)).toBe(1);
  expect(said).toEqual([expect.stringMatching(/ended by SIGKILL, perhaps because the memory.*Run it again/)]);
});

it("a wrong number of sample views is refused at once", async () => {
  for (const views of ["abc", "0", "-1", "20000001"]) {
    const { code, said } = await command("demo.mjs", [`--views=${views}`], {});
    expect(code).toBe(2);
    expect(said).toContain("--views takes a whole number");
  }
});

it.runIf(process.platform === "linux")("who is stopped stops what it runs, and what that runs in turn", async () => {
  const pidFile = path.join(folder(), "pid");
  const inner = `sh -c 'echo $$ > ${pidFile}; sleep 60' & wait`;
  const child = script(
    `import { run } from ${JSON.stringify(path.join(STEPS, "run.mjs"))}; await run("sh", ["-c", ${JSON.stringify(inner)}], { quiet: true });`,
  );
  await until(() => existsSync(pidFile) && readFileSync(pidFile, "utf8").trim() !== "");
  child.kill("SIGTERM");
  expect(await ended(child)).toBe(143);
  await until(() => !isAlive(Number(readFileSync(pidFile, "utf8"))));
});

it.runIf(process.platform === "linux")("who was started by npm ends with it", async () => {
  const started = path.join(folder(), "started");
  const code = `import { writeFileSync } from "node:fs"; import { run } from ${JSON.stringify(path.join(STEPS, "run.mjs"))}; writeFileSync(${JSON.stringify(started)}, String(process.pid)); await run("sleep", ["60"]);`;
  const npm = script(
    `import { spawn } from "node:child_process"; spawn(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(code)}], { stdio: "ignore" }); setTimeout(() => {}, 60_000);`,
    { npm_lifecycle_event: "up" },
  );
  await until(() => existsSync(started) && readFileSync(started, "utf8") !== "");
  npm.kill("SIGKILL");
  await until(() => !isAlive(Number(readFileSync(started, "utf8"))));
});

it.runIf(process.platform === "linux")("a program that outlived its killed owner is waited for", async () => {
  const home = folder();
  const [lock, log] = [path.join(home, "lock"), path.join(home, "log")];
  const holding = (work: string) =>
    `import { appendFileSync } from "node:fs"; import { run } from ${JSON.stringify(path.join(STEPS, "run.mjs"))}; import { withPrepareLock } from ${JSON.stringify(path.join(STEPS, "lock.mjs"))}; await withPrepareLock(async () => { ${work} }, ${JSON.stringify(lock)});`;
  const first = script(holding(`await run("sh", ["-c", "echo begun >> ${log}; sleep 2; echo orphan >> ${log}"]);`));
  // The lock names what runs a moment after it began.
  await until(() => existsSync(log) && /"programs":\[\d/.test(readFileSync(lock, "utf8")));
  first.kill("SIGKILL");
  await ended(first);
  const second = script(holding(`appendFileSync(${JSON.stringify(log)}, "second\\n");`));
  expect(await ended(second)).toBe(0);
  expect(readFileSync(log, "utf8").trim().split("\n")).toEqual(["begun", "orphan", "second"]);
});
