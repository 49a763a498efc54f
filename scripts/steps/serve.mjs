import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./failure.mjs";
import { ROOT, TOOLS } from "./project.mjs";
import { whenStopped } from "./stopping.mjs";

const POLL_MS = 100;
const SLOW_MS = 20_000;

/**
 * Runs the built server until it is stopped; ends this process with the server's exit code. `onReady` is called once
 * it answers, with the address for people to open.
 */
export async function serve({ host, port, appUrl }, onReady) {
  const child = spawn(process.execPath, [TOOLS.next, "start", "-H", host, "-p", String(port)], {
    cwd: ROOT,
    // The channel tells the server when this process is gone, so that none is left behind holding the port.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      HOST: host,
      PORT: String(port),
      NEXT_MANUAL_SIG_HANDLE: "1",
      NEXT_TELEMETRY_DISABLED: "1",
      // glibc keeps memory apart for each thread, and gives little of it back.
      MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2",
    },
  });
  // Ctrl-C reaches the server from the terminal as well: it minds the first signal only.
  let stopping = false;
  whenStopped((signal) => {
    if (stopping) return;
    stopping = true;
    child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
  });
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    // Killed by the signal itself, the server had not come so far as to handle it: stopped all the same.
    child.once("exit", (code) => resolve(code ?? (stopping ? 0 : 1)));
  });
  const code = await Promise.race([ended, answers(listeningAt(host, port)).then(() => null)]);
  if (code === null && !stopping) await onReady(appUrl ?? `http://localhost:${port}`);
  process.exit(code ?? (await ended));
}

/** Where to reach a server that listens on `host`. */
function listeningAt(host, port) {
  const reachable = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}

async function answers(address) {
  const began = Date.now();
  let told = false;
  for (;;) {
    try {
      const response = await fetch(`${address}/api/health`);
      await response.arrayBuffer();
      if (response.ok) return;
    } catch (error) {
      // Refused while the server comes up; its own end is watched elsewhere.
      if (!(error instanceof TypeError)) throw new Failure(`The server could not be asked for its health: ${error}`);
    }
    if (!told && Date.now() - began > SLOW_MS) {
      told = true;
      console.log("The server is still starting …");
    }
    await sleep(POLL_MS);
  }
}
