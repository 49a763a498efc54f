import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import Database from "better-sqlite3";
import { freePort, type Server, startServer } from "../e2e/server";
import { ensureChromium } from "../scripts/steps/chromium.mjs";
import { type Bench, type Figure, figure, median } from "./figure";
import { judgedByLighthouse, type Lighthouse } from "./lighthouse";
import { forgetPeak, peakMb } from "./memory";
import { aMillionViews } from "./million";
import { loadPage, type PageLoad } from "./page-load";
import { ADMINISTRATOR, filled, KEY, logIn } from "./serving";

const VIEWS = 1_000_000;
const LOADS = 3;
const LIGHTHOUSES = 5;
const PERIODS = ["30d", "all"] as const;

/** Every page in a real Chromium with an empty cache, from a production server that holds a million views. */
export const pagesBench: Bench = {
  name: "pages",
  async run() {
    const database = await aMillionViews();
    const folder = mkdtempSync(path.join(tmpdir(), "viewledger-bench-"));
    const server = await startServer(
      {
        DATABASE_URL: database.url,
        ADMIN_EMAIL: ADMINISTRATOR.email,
        ADMIN_PASSWORD: ADMINISTRATOR.password,
        MINDSTAMP_WEBHOOK_KEY: KEY,
        LOG_LEVEL: "warn",
      },
      folder,
    );
    const port = await freePort();
    const browser = await chromium.launch({
      executablePath: await ensureChromium(),
      args: [`--remote-debugging-port=${port}`],
    });
    try {
      await filled(server, VIEWS);
      forgetPeak(server.pid);
      const cookie = await logIn(server);
      const loads = new Map<string, PageLoad[]>();
      const load = (address: string) => loadPage(browser, `${server.origin}${address}`, cookie);
      await load("/overview");
      for (const page of pagesOf(database.file))
        for (const period of PERIODS) {
          const own: PageLoad[] = [];
          for (let i = 0; i < LOADS; i++) {
            await deliver(server);
            own.push(await load(`${page}?period=${period}`));
          }
          loads.set(`${page.replace(/^(\/(?:videos|viewers)\/).+/, "$1…")} ${period}`, own);
        }
      const memory = peakMb(server.pid);
      const runs: Lighthouse[] = [];
      for (let i = 0; i < LIGHTHOUSES; i++)
        runs.push(await judgedByLighthouse(`${server.origin}/overview`, cookie, port));
      return [...figuresOf(loads, memory), ...lighthouseFigures(runs)];
    } finally {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** All pages with figures, with the video and the viewer of the most views. */
function pagesOf(file: string): string[] {
  const db = new Database(file, { readonly: true });
  const most = (column: string) =>
    (
      db.prepare(`SELECT ${column} AS id FROM views GROUP BY ${column} ORDER BY count(*) DESC LIMIT 1`).get() as {
        id: string;
      }
    ).id;
  const pages = ["/overview", "/videos", `/videos/${most("video_id")}`, "/geography", "/engagement", "/viewers"];
  pages.push(`/viewers/${most("viewer_key")}`, "/tags", "/deliveries");
  db.close();
  return pages;
}

/** One view more, so that no page is answered from memory. */
async function deliver({ origin }: Server): Promise<void> {
  const answer = await fetch(`${origin}/api/webhooks/views`, {
    method: "POST",
    headers: { "X-KEY": KEY, "Content-Type": "application/json" },
    body: JSON.stringify({ id: randomUUID(), started: new Date().toISOString(), percentage: 50 }),
  });
  if (answer.status !== 200) throw new Error(`A delivery was answered ${answer.status}`);
}

function figuresOf(loads: Map<string, PageLoad[]>, memory: number): Figure[] {
  const worst = (of: (load: PageLoad) => number) =>
    [...loads]
      .map(([page, own]) => ({ page, value: median(own.map(of)) }))
      .reduce((most, one) => (one.value > most.value ? one : most));
  const slowest = (period: string) => {
    const own = [...loads].filter(([page]) => page.endsWith(` ${period}`));
    const ms = (some: PageLoad[], of: "lastFigure" | "lastChart") => median(some.map((load) => load[of]));
    const times = own.map(
      ([page, some]) =>
        `${page.split(" ")[0]} ${ms(some, "lastFigure").toFixed(0)} (${ms(some, "lastChart").toFixed(0)})`,
    );
    const value = Math.max(...own.map(([, some]) => ms(some, "lastFigure")));
    const name = `navigation to the last figure, cold cache, 1 M views, slowest page, ${period}`;
    return figure(
      name,
      value,
      "ms",
      "lower",
      800,
      `medians of ${LOADS}, with the charts in brackets: ${times.join(", ")}`,
    );
  };
  const [script, all, shift] = [worst((l) => l.script), worst((l) => l.allScript), worst((l) => l.shift)];
  const requests = worst((l) => l.requests);
  return [
    ...PERIODS.map(slowest),
    figure("JavaScript before figures and tables, gzip", script.value, "kB", "lower", 165, `most on ${script.page}`),
    figure("JavaScript in all, gzip", all.value, "kB", "lower", 280, `most on ${all.page}, ${requests.value} requests`),
    figure("cumulative layout shift", shift.value, "", "lower", 0, `most on ${shift.page}`),
    figure("memory of the server while its pages are loaded, 1 M views", memory, "MB", "lower", 450, "most resident"),
  ];
}

function lighthouseFigures(runs: Lighthouse[]): Figure[] {
  const of = (part: keyof Lighthouse) => median(runs.map((run) => run[part]));
  const note = `desktop preset, median of ${runs.length}; largest paint ${of("largestPaint").toFixed(0)} ms, blocked ${of("blocking").toFixed(0)} ms`;
  return [
    figure("Lighthouse, overview, 1 M views: performance", of("performance"), "", "higher", 95, note),
    figure(
      "… accessibility",
      of("accessibility"),
      "",
      "higher",
      100,
      `lowest ${Math.min(...runs.map((run) => run.accessibility))}`,
    ),
    figure(
      "… cumulative layout shift",
      of("shift"),
      "",
      "lower",
      0,
      `most ${Math.max(...runs.map((run) => run.shift))}`,
    ),
  ];
}
