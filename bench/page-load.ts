import path from "node:path";
import type { Browser, Request } from "@playwright/test";

export interface PageLoad {
  /** ms from the navigation until every figure, table and map is painted … */
  lastFigure: number;
  /** … and every chart too */
  lastChart: number;
  /** KB (1,000 bytes) of JavaScript as it came over the wire: what the page names, without which it is not interactive … */
  script: number;
  /** … and all, charts among it, once it is quiet */
  allScript: number;
  /** Cumulative layout shift */
  shift: number;
  requests: number;
}

/** What watch-page.js leaves on the page */
interface Marks {
  figures: number;
  charts: number;
  shift: number;
}

const SETTLE_MS = 800;
const LATE_MS = 60_000;

/** Loads an address with nothing in the browser's cache, and waits until it is quiet. */
export async function loadPage(browser: Browser, url: string, cookie: string): Promise<PageLoad> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
  const { origin } = new URL(url);
  await context.addCookies(
    cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin };
    }),
  );
  await context.addInitScript({ path: path.join(import.meta.dirname, "watch-page.js") });
  const page = await context.newPage();
  const scripts: Request[] = [];
  let requests = 0;
  page.on("requestfinished", (request) => {
    requests++;
    if (request.resourceType() === "script" || new URL(request.url()).pathname.endsWith(".js")) scripts.push(request);
  });
  try {
    const answer = await page.goto(url, { waitUntil: "commit" });
    if (answer?.status() !== 200) throw new Error(`${url} answered ${answer?.status()}`);
    await page.waitForFunction(() => (window as unknown as { benchMarks: Marks }).benchMarks.charts > 0, null, {
      timeout: LATE_MS,
    });
    await page.waitForTimeout(SETTLE_MS);
    const named = new Set(await page.evaluate(initialScripts));
    const sized = await Promise.all(
      scripts.map(async (script) => ({ url: script.url(), bytes: (await script.sizes()).responseBodySize })),
    );
    const kilobytes = (some: typeof sized) => some.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
    const { figures, charts, shift } = await page.evaluate(
      () => (window as unknown as { benchMarks: Marks }).benchMarks,
    );
    return {
      lastFigure: figures,
      lastChart: charts,
      shift,
      requests,
      script: kilobytes(sized.filter((script) => named.has(script.url))),
      allScript: kilobytes(sized),
    };
  } finally {
    await context.close();
  }
}

/** Scripts that the document itself names; those that scripts add are none of them. */
async function initialScripts(): Promise<string[]> {
  const html = await (await fetch(location.href)).text();
  const document = new DOMParser().parseFromString(html, "text/html");
  return [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map(
    (script) => new URL(script.getAttribute("src") ?? "", location.href).href,
  );
}
