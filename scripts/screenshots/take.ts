import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import Database from "better-sqlite3";
import { startServer } from "../../e2e/server";

const USER = { email: "demo@example.com", password: "viewledger demo" };
const IMAGES = path.resolve(import.meta.dirname, "../../docs/images");
const SCREENS = { wide: { width: 1_440, height: 900 }, narrow: { width: 390, height: 844 } };
const THEMES = ["light", "dark"] as const;
/** Of WebP, in percent: text stays sharp */
const QUALITY = 82;
const MOST_BYTES = 4_000_000;

const [folder = ""] = process.argv.slice(2);
const server = await startServer({ ADMIN_EMAIL: USER.email, ADMIN_PASSWORD: USER.password }, folder);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH });
try {
  const storageState = await signedIn(await browser.newContext({ baseURL: server.origin }));
  mkdirSync(IMAGES, { recursive: true });
  for (const old of readdirSync(IMAGES)) if (old.endsWith(".webp")) rmSync(path.join(IMAGES, old));
  let bytes = 0;
  for (const [screen, viewport] of Object.entries(SCREENS))
    for (const colorScheme of THEMES) {
      const context = await browser.newContext({ baseURL: server.origin, viewport, colorScheme, storageState });
      const page = await context.newPage();
      for (const [name, address] of Object.entries(pagesOf(folder))) {
        await page.goto(address);
        await drawn(page);
        const picture = await webp(page);
        writeFileSync(path.join(IMAGES, `${name}-${screen}-${colorScheme}.webp`), picture);
        bytes += picture.length;
      }
      await context.close();
    }
  console.log(`docs/images: ${(bytes / 1_000_000).toFixed(1)} MB`);
  if (bytes > MOST_BYTES) throw new Error(`The pictures are more than ${MOST_BYTES / 1_000_000} MB together`);
} finally {
  await browser.close();
  await server.stop();
}

async function signedIn(context: BrowserContext) {
  const page = await context.newPage();
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(USER.email);
  await page.getByLabel("Password").fill(USER.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/overview**");
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Every page by the name of its picture. The video and the person are those of which there is most to see. */
function pagesOf(dataDir: string): Record<string, string> {
  const db = new Database(path.join(dataDir, "viewledger.db"), { readonly: true });
  const most = (column: string) =>
    (
      db
        .prepare(
          `SELECT ${column} AS id FROM views WHERE viewer_name IS NOT NULL GROUP BY ${column} ORDER BY count(*) DESC, 1 LIMIT 1`,
        )
        .get() as { id: string }
    ).id;
  const [video, viewer] = [most("video_id"), most("viewer_key")];
  db.close();
  return {
    overview: "/overview",
    videos: "/videos",
    video: `/videos/${video}`,
    viewers: "/viewers",
    viewer: `/viewers/${viewer}?period=90d`,
    tags: "/tags",
    engagement: "/engagement",
    geography: "/geography",
    deliveries: "/deliveries",
    settings: "/settings",
  };
}

/** Until nothing is to be filled, and every chart is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.locator("main h1").waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector("main .skeleton, main [aria-busy=true]") === null &&
      [...document.querySelectorAll("main [data-chart]")].every(
        (chart) => chart.querySelector("svg, [data-boxes], p") !== null,
      ),
  );
  await page.evaluate(() => document.fonts.ready);
}

async function webp(page: Page): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  await devtools.detach();
  return Buffer.from(data, "base64");
}
