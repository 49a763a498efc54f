import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { type ClientRequest, get } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Server, startServer } from "../e2e/server";
import { type Bench, type Figure, figure } from "./figure";
import { type Load, postFor } from "./load";
import { aMillionViews } from "./million";
import { ADMINISTRATOR, filled, logIn } from "./serving";

const VIEWS = 1_000_000;
const KEY = "bench-0123456789abcdef0123456789";
const MB = 1_048_576;
const SENDERS = 4;
const QUIET_MS = 15_000;

/** A million views as CSV from a production server that takes deliveries meanwhile, and a client that leaves midway. */
export const exportBench: Bench = {
  name: "export",
  async run() {
    const database = await aMillionViews();
    const folder = await mkdtemp(path.join(tmpdir(), "viewledger-bench-"));
    const server = await startServer(
      {
        DATABASE_URL: database.url,
        ADMIN_EMAIL: ADMINISTRATOR.email,
        ADMIN_PASSWORD: ADMINISTRATOR.password,
        MINDSTAMP_WEBHOOK_KEY: KEY,
        LOG_LEVEL: "info",
      },
      folder,
    );
    try {
      const cookie = await logIn(server);
      await filled(server, VIEWS);
      // What a first export loads and compiles is no cost of a large one.
      await download(server, cookie, "/api/export/views?period=7d");
      const quiet = watchMemory(server.pid);
      const before = await deliver(server, QUIET_MS);
      return [...(await whole(server, cookie, { ...before, memory: quiet() })), await left(server, cookie)];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function whole(server: Server, cookie: string, before: Load & { memory: number }): Promise<Figure[]> {
  const memory = watchMemory(server.pid);
  let isOver = false;
  const exporting = download(server, cookie, "/api/export/views?period=all").finally(() => {
    isOver = true;
  });
  const during = await deliver(server, () => !isOver);
  const { rows, bytes, ms } = await exporting;
  const more = (memory() - before.memory) / MB;
  if (rows < VIEWS) throw new Error(`The export has ${rows} rows of ${VIEWS}`);
  const refused = Object.entries(during.statuses).filter(([status]) => status !== "200");
  if (refused.length > 0) throw new Error(`Deliveries were refused meanwhile: ${JSON.stringify(during.statuses)}`);
  const note = `${rows.toLocaleString("en")} rows, ${(bytes / MB).toFixed(0)} MB of CSV in ${(ms / 1_000).toFixed(1)} s, with ${during.rate.toFixed(0)} deliveries a second meanwhile`;
  return [
    figure("memory that an export of a million views takes more", more, "MB", "lower", 100, note),
    figure(
      "slowest hundredth of deliveries during it beside the same without",
      during.p99 / before.p99,
      "×",
      "lower",
      3,
      `p99 ${during.p99.toFixed(0)} ms against ${before.p99.toFixed(0)} ms, ${SENDERS} senders one delivery after another`,
    ),
  ];
}

async function left(server: Server, cookie: string): Promise<Figure> {
  let request: ClientRequest | undefined;
  await new Promise<void>((resolve, reject) => {
    request = get(`${server.origin}/api/export/views?period=all`, { headers: { cookie } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > 20 * MB) resolve();
      });
      answer.on("error", () => undefined);
    }).on("error", reject);
  });
  request?.destroy();
  const start = performance.now();
  while (!server.output().includes("an export was left") && performance.now() - start < 10_000) await sleep(5);
  return figure(
    "until nothing is read any more for a client that left",
    performance.now() - start,
    "ms",
    "lower",
    2_000,
    "after 20 MB",
  );
}

function deliver(server: Server, until: number | (() => boolean)): Promise<Load> {
  return postFor(`${server.origin}/api/webhooks/views`, {
    connections: SENDERS,
    ...(typeof until === "number" ? { ms: until } : { ms: Number.POSITIVE_INFINITY, goOn: until }),
    headers: { "X-KEY": KEY },
    nextBody: () =>
      JSON.stringify({ id: crypto.randomUUID(), video_id: crypto.randomUUID(), started: "2020-01-01T00:00:00Z" }),
  });
}

function download(server: Server, cookie: string, address: string) {
  const start = performance.now();
  return new Promise<{ rows: number; bytes: number; ms: number }>((resolve, reject) => {
    get(`${server.origin}${address}`, { headers: { cookie } }, (answer) => {
      let [lines, bytes] = [0, 0];
      answer.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
      });
      answer.on("error", reject);
      answer.on("end", () => resolve({ rows: lines - 1, bytes, ms: performance.now() - start }));
    }).on("error", reject);
  });
}

/** Looks again and again; tells the most there was. */
function watchMemory(pid: number): () => number {
  let most = memoryOf(pid);
  const watch = setInterval(() => {
    most = Math.max(most, memoryOf(pid));
  }, 50);
  return () => {
    clearInterval(watch);
    return most;
  };
}

/** Resident bytes. */
function memoryOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1_024;
}
