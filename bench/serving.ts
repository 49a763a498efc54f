import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Server, startServer } from "../e2e/server";
import { signIn } from "../e2e/sign-in";
import { type Figure, figure, median, timed } from "./figure";

export const ADMINISTRATOR = { email: "bench@example.com", password: "bench bench bench" };
const MEASURE_MS = 8_000;
const DAY_MS = 86_400_000;
const FRESH_ROUNDS = 9;
const FILL_MS = 300_000;
const NEVER_MS = 30_000;
export const KEY = "bench-0123456789abcdef0123456789abcdef";

/**
 * A production server that starts from a snapshot in `dataDir`: how long its event loop is held up while its views are
 * scanned, and how soon a delivery that was answered is seen.
 */
export async function measureServing(
  databaseUrl: string,
  dataDir: string,
  views: number,
  now: number,
): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "viewledger-bench-"));
  const file = path.join(folder, "delay.json");
  const env = {
    DATABASE_URL: databaseUrl,
    ADMIN_EMAIL: ADMINISTRATOR.email,
    ADMIN_PASSWORD: ADMINISTRATOR.password,
    MINDSTAMP_WEBHOOK_KEY: KEY,
    LOG_LEVEL: "warn",
    NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "event-loop-delay.mjs")}`,
    EVENT_LOOP_DELAY_FILE: file,
  };
  const server = await startServer(env, dataDir);
  try {
    const cookie = await logIn(server);
    await filled(server, views);
    const ask = async (address: string) => {
      const answer = await fetch(`${server.origin}${address}`, { headers: { cookie } });
      if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
      await answer.arrayBuffer();
    };
    // Another first day is another question: nothing comes from the memory of answers.
    let question = 0;
    const range = () => {
      const from = new Date(now - (380 - (question++ % 360)) * DAY_MS).toISOString().slice(0, 10);
      return `period=custom&from=${from}&to=${new Date(now).toISOString().slice(0, 10)}`;
    };
    const measured = async (address: () => string) => {
      for (let i = 0; i < 5; i++) await ask(address());
      server.signal("SIGUSR2");
      await sleep(100);
      const times: number[] = [];
      const until = performance.now() + MEASURE_MS;
      while (performance.now() < until) times.push(await timed(() => ask(address())));
      server.signal("SIGUSR2");
      await sleep(200);
      const delay = JSON.parse(readFileSync(file, "utf8")) as { p99: number; max: number };
      return { ...delay, ms: median(times), count: times.length };
    };
    const scans = await measured(() => `/api/facets/viewer?${range()}`);
    const pages = await measured(() => `/overview?${range()}`);
    return [
      figure(
        `event-loop delay of the serving process while ${said(views)} views are scanned, p99`,
        scans.p99,
        "ms",
        "lower",
        20,
        `${scans.count} questions one after another, each ${scans.ms.toFixed(0)} ms; longest delay ${scans.max.toFixed(0)} ms. While it renders overview pages (${pages.ms.toFixed(0)} ms each): p99 ${pages.p99.toFixed(0)} ms`,
      ),
      await measureFreshness(server, cookie, views),
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const said = (views: number) => `${views / 1_000_000} M`;

/** From the 200 of a delivery until a question, asked again and again, finds it among all others. */
async function measureFreshness({ origin }: Server, cookie: string, views: number): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < FRESH_ROUNDS; round++) {
    const tag = `fresh ${round}`;
    const delivery = { id: randomUUID(), started: new Date().toISOString(), percentage: 50, tag5: tag };
    const answer = await fetch(`${origin}/api/webhooks/views`, {
      method: "POST",
      headers: { "X-KEY": KEY, "Content-Type": "application/json" },
      body: JSON.stringify(delivery),
    });
    if (answer.status !== 200) throw new Error(`A delivery was answered ${answer.status}`);
    const since = performance.now();
    for (let seen = false; !seen; ) {
      if (performance.now() - since > NEVER_MS)
        throw new Error(`A view was not visible ${NEVER_MS / 1_000} s after its 200`);
      const facets = await fetch(`${origin}/api/facets/tag5?period=7d`, { headers: { cookie } });
      const { values } = (await facets.json()) as { values: { word: string }[] };
      seen = values.some(({ word }) => word === tag);
    }
    times.push(performance.now() - since);
  }
  const note = `median of ${times.length} deliveries, the question's own time included; longest ${Math.max(...times).toFixed(0)} ms`;
  return figure(
    `a new view visible to a Query after its 200, ${said(views)} views`,
    median(times),
    "ms",
    "lower",
    500,
    note,
  );
}

export const logIn = ({ origin }: Server): Promise<string> =>
  signIn(origin, { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password });

export async function filled({ origin }: Server, views: number): Promise<void> {
  const deadline = performance.now() + FILL_MS;
  let held = 0;
  while (performance.now() < deadline) {
    const answer = await fetch(`${origin}/api/health`);
    const { columns } = (await answer.json()) as { columns: { views: number } | null };
    held = columns?.views ?? held;
    if (held >= views) return;
    await sleep(200);
  }
  throw new Error(`The server's store holds ${held} of ${views} views after ${FILL_MS / 1_000} s`);
}
