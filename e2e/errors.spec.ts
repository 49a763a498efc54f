import type { BrowserContext, Page } from "@playwright/test";
import { dialectOf } from "../lib/db/dialects";
import { expect, test } from "./fixtures";
import type { Server } from "./server";
import { lookAt, prepare } from "./walk/look-at";
import { type Look, looks, NOWHERE, type Places, places } from "./walk/places";

test.use({ house: "errors" });

const VIDEO = "aaaaaaaa-0000-4000-8000-000000000001";
const VIEWER = "bbbbbbbb-0000-4000-8000-000000000001";
const DELIVERY = "11111111-1111-4111-8111-111111111111";
const VIEW = {
  id: "cccccccc-0000-4000-8000-000000000001",
  video_id: VIDEO,
  video_title: "Fire safety",
  viewer_id: VIEWER,
  viewer_name: "Ann Example",
  started: new Date().toISOString(),
  updated_at: new Date().toISOString(),
  percentage: 80,
};
const EVERYWHERE: Places = { ...places({ video: VIDEO, viewer: VIEWER, delivery: DELIVERY }), ...NOWHERE };

const FIGURES = "The figures could not be made";
const PAGE = "This page could not be made";
const LEDGER = "The deliveries could not be read";

const OF_FIGURES = ["overview", "videos", "video", "viewers", "viewer", "tags", "engagement", "geography"];

/**
 * What stands where, by the table that is missed and the place that misses it: a panel of the page, or (PAGE) all of it
 * beside the navigation. Whatever is not named here does without that table.
 */
const MISSED: Record<string, Record<string, string>> = {
  videos: {
    ...{ overview: FIGURES, videos: FIGURES, viewer: FIGURES, tags: FIGURES, engagement: FIGURES },
    ...{ deliveries: LEDGER, video: PAGE, "no-video": PAGE },
  },
  viewers: {
    ...{ overview: FIGURES, video: FIGURES, viewers: FIGURES },
    ...{ privacy: PAGE, viewer: PAGE, "no-viewer": PAGE },
  },
  views: { overview: FIGURES, viewer: FIGURES },
  segments: {},
  deliveries: {
    ...{
      deliveries: LEDGER,
      quarantine: "The quarantine could not be read",
      settings: "The webhook keys could not be read",
    },
    ...{ delivery: PAGE, "no-delivery": PAGE },
  },
  audit_log: { audit: PAGE },
  notices: { notifications: PAGE },
  api_tokens: { account: PAGE },
  settings: Object.fromEntries(
    Object.keys(EVERYWHERE)
      .filter((name) => !["no-page", "no-video", "no-viewer"].includes(name))
      // Nobody knows when days begin, but the filters stand.
      .map((name) => [name, OF_FIGURES.includes(name) ? FIGURES : PAGE]),
  ),
};
/** Without these nobody knows who asks. */
const UNKNOWN_READER = ["sessions", "users"];

async function script(server: Server, sql: string): Promise<void> {
  const url = server.databaseUrl || `file:${server.dataDir}/viewledger.db`;
  const connection = await dialectOf({ DATABASE_URL: url }).connect(url);
  await connection.script(sql).finally(() => connection.close());
}

/** A table that is not there: a real error of the real database, from every question that needs it. */
async function without(server: Server, table: string, work: () => Promise<void>): Promise<void> {
  await script(server, `ALTER TABLE ${table} RENAME TO ${table}_away`);
  try {
    // Nothing is told for so long of what was known before.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await work();
  } finally {
    await script(server, `ALTER TABLE ${table}_away RENAME TO ${table}`);
  }
}

/** A page beside the test's own, whose console is bound to tell of the failures provoked here. */
const beside = (context: BrowserContext): Promise<Page> => context.newPage();
const failure = (page: Page) => page.locator("main [role=alert]");

test.beforeAll(async ({ post }) => {
  expect(await post(VIEW)).toEqual(["applied"]);
});

test("each page says in place what it misses, and why, and the rest of it stands", async ({
  page,
  signedIn,
  server,
}) => {
  test.setTimeout(600_000);
  await signedIn();
  const other = await beside(page.context());
  for (const [table, missing] of Object.entries(MISSED))
    await without(server, table, async () => {
      // One that misses nothing beside those that do.
      const whole = Object.keys(EVERYWHERE).find((name) => name !== "no-page" && missing[name] === undefined);
      for (const name of [...Object.keys(missing), ...(whole ? [whole] : [])]) {
        const at = `${name} without ${table}`;
        await other.goto(EVERYWHERE[name] ?? "", { waitUntil: "domcontentloaded" });
        await expect(other.getByRole("navigation", { name: "Pages" }).first(), at).toBeVisible();
        const title = missing[name];
        if (title === undefined) {
          await expect(other.locator("main h1"), at).toBeVisible();
          await expect(failure(other), at).toHaveCount(0);
          continue;
        }
        await expect(failure(other).first(), at).toContainText(title);
        await expect(failure(other).first(), at).toContainText("the server’s log says why, under");
        await expect(failure(other).getByRole("button", { name: "Try again" }).first(), at).toBeVisible();
        if (title === FIGURES) await expect(other.getByRole("button", { name: /^Period:/ }), at).toBeVisible();
        if (title === LEDGER) await expect(other.getByRole("button", { name: /^Time:/ }), at).toBeVisible();
      }
    });
});

test("what failed is there again at the button's press, under the same filters; the log has the reference", async ({
  page,
  login,
  server,
}) => {
  await login();
  for (const [path, figures] of [
    ["/overview?period=7d", page.locator("[data-metric=views]")],
    [`/videos/${VIDEO}?period=7d`, page.locator("[data-metric=views]")],
  ] as const) {
    const other = await beside(page.context());
    await without(server, "videos", async () => {
      await other.goto(path);
      const reference = await failure(other).locator("code").textContent();
      expect(reference).toMatch(/^\w{6,}$/);
      expect(server.output()).toContain(reference);
    });
    await other.getByRole("button", { name: "Try again" }).click();
    await expect(failure(other)).toHaveCount(0);
    await expect(other.locator("[data-metric=views]")).toHaveText("1");
    expect(other.url()).toContain(path);
    await other.close();
    await expect(figures).toHaveCount(1);
  }
});

test("where nobody knows who asks, the whole page says so, the sign-in page too", async ({
  page,
  signedIn,
  server,
}) => {
  await signedIn();
  const other = await beside(page.context());
  // Its stream of events would be refused, and say so in the console.
  await page.goto("about:blank");
  for (const table of UNKNOWN_READER)
    await without(server, table, async () => {
      for (const path of ["/overview", "/settings/users", "/login"]) {
        await other.goto(path);
        await expect(other.getByRole("heading", { level: 1 }), `${path} without ${table}`).toHaveText(
          "Something went wrong",
        );
        await expect(failure(other)).toContainText("its database does not answer");
      }
    });
  await other.goto("/overview");
  await expect(other.locator("[data-metric=views]")).toHaveText("1");
});

test("what an address names and is not there is told beside the navigation", async ({ page, signedIn }) => {
  test.setTimeout(180_000);
  await signedIn();
  const other = await beside(page.context());
  for (const [name, path] of Object.entries(NOWHERE)) {
    expect((await other.goto(path))?.status(), name).toBe(404);
    await expect(other.getByRole("heading", { level: 1, name: /^There is no/ }), name).toBeVisible();
    if (name !== "no-page") await expect(other.getByRole("navigation", { name: "Pages" }).first()).toBeVisible();
    for (const look of looks()) {
      await prepare(other, look);
      await lookAt(other, `${name}-${look.screen}-${look.theme}`);
    }
  }
});

test("the page of a video or viewer that is not there has its filters too, and they lead to those that are", async ({
  page,
  signedIn,
}) => {
  await signedIn();
  const other = await beside(page.context());
  for (const list of ["videos", "viewers"]) {
    await other.goto(`${NOWHERE[`no-${list.slice(0, -1)}`]}?period=90d&country=Germany`);
    await expect(other.getByRole("button", { name: "Period: Last 90 days" })).toBeVisible();
    await other.getByRole("link", { name: /^See all/ }).click();
    await expect(other).toHaveURL(new RegExp(`/${list}\\?period=90d&country=Germany$`));
    await other.goBack();
    await other.getByRole("link", { name: "Remove filter Country: Germany" }).click();
    await expect(other.getByRole("table", { name: new RegExp(list, "i") }).getByRole("rowheader")).toHaveCount(1);
    await expect(other).toHaveURL(new RegExp(`/${list}\\?period=90d$`));
  }
});

for (const look of looks())
  test(`every page with an error, ${look.screen} and ${look.theme}`, async ({ page, signedIn, server }) => {
    test.setTimeout(600_000);
    await signedIn();
    const other = await beside(page.context());
    await prepare(other, look);
    for (const table of ["videos", "deliveries", "settings"])
      await without(server, table, async () => {
        for (const [name, path] of Object.entries(EVERYWHERE)) {
          if (MISSED[table]?.[name] === undefined) continue;
          await other.goto(path);
          await expect(failure(other).first()).toBeVisible();
          await lookAt(other, errorOf(table, name, look));
        }
      });
  });

const errorOf = (table: string, place: string, { screen, theme }: Look) => `error-${table}-${place}-${screen}-${theme}`;
