import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

test.use({ house: "pending" });

const VIEW = {
  id: "eeeeeeee-0000-4000-8000-000000000001",
  video_id: "aaaaaaaa-0000-4000-8000-000000000001",
  video_title: "Tour",
  started: new Date(Date.now() - 10 * 86_400_000).toISOString(),
  updated_at: new Date().toISOString(),
  country: "Norway",
  percentage: 50,
};
const SLOW_MS = 5_000;
/** Of an answer to a click, on a machine that does other things too; far less than SLOW_MS */
const AT_ONCE_MS = 3_000;

test.beforeAll(async ({ post }) => {
  expect(await post(VIEW)).toEqual(["applied"]);
});

/** A slow line: what a click asks of the server is on its way for a while. */
async function slowLine(page: Page): Promise<void> {
  await page.route(
    () => true,
    async (route) => {
      if ((await route.request().headerValue("rsc")) !== null)
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      await route.continue();
    },
  );
}

const pending = (page: Page) => page.locator("html[data-on-its-way]");
const line = (page: Page) => page.evaluate(() => getComputedStyle(document.body, "::before").content !== "none");
const replaced = (page: Page) => page.locator("[data-replaced]");

/** Everything that moved without having been asked to, since the page was opened. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: "layout-shift" });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((a, b) => a + b, 0));
}

const CHANGES: [what: string, change: (page: Page) => Promise<void>, address: RegExp][] = [
  [
    "another period",
    async (page) => {
      await page.getByRole("button", { name: /^Period:/ }).click();
      await page.getByRole("link", { name: "Last 90 days" }).click();
    },
    /period=90d/,
  ],
  [
    "days of one's own",
    async (page) => {
      await page.getByRole("button", { name: /^Period:/ }).click();
      await page.getByRole("button", { name: "Show these days" }).click();
    },
    /period=custom/,
  ],
  ["a filter", (page) => page.getByRole("link", { name: "Norway", exact: true }).first().click(), /country=Norway/],
  [
    "a search",
    async (page) => {
      await page.getByRole("searchbox", { name: "Search videos and viewers" }).fill("tour");
      await page.keyboard.press("Enter");
    },
    /q=tour/,
  ],
];

for (const [what, change, address] of CHANGES)
  test(`${what}: the click is answered at once, nothing moves, and the figures stay until the new ones are there`, async ({
    page,
    login,
  }) => {
    await login();
    await expect(page.locator("[data-metric=views]")).toHaveText("1");
    await expect(page.locator("main [data-chart] svg").first()).toBeVisible({ timeout: 30_000 });
    await slowLine(page);
    const shifted = await watchShifts(page);
    const before = page.url();
    await change(page);
    await expect(pending(page)).toHaveCount(1, { timeout: AT_ONCE_MS });
    expect(await line(page)).toBe(true);
    await expect(replaced(page)).toHaveCSS("opacity", "0.5", { timeout: AT_ONCE_MS });
    await expect(page.locator("[data-metric=views]")).toHaveText("1");
    expect(page.url()).toBe(before);
    expect(await shifted(), "before the answer").toBe(0);
    await page.waitForURL(address);
    await expect(pending(page)).toHaveCount(0);
    await expect(replaced(page)).toHaveCSS("opacity", "1");
  });

test("a choice in a switch looks chosen at once", async ({ page, login }) => {
  await login();
  // By a click, so that the page is known to be alive.
  await page.getByRole("link", { name: "Tags", exact: true }).first().click();
  const wanted = page.getByRole("navigation", { name: "Tag", exact: true }).getByRole("link", { name: "Tag 3" });
  const ground = () => wanted.evaluate((link) => getComputedStyle(link).backgroundColor);
  const idle = await ground();
  await slowLine(page);
  await wanted.click();
  await expect.poll(ground, { timeout: AT_ONCE_MS }).not.toBe(idle);
  await page.waitForURL(/tag=tag3/);
});

test("who wants no motion gets none, and is told of what is under way all the same", async ({ page, login }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await login();
  await slowLine(page);
  const running = () => page.evaluate(() => document.getAnimations().length);
  await page.getByRole("button", { name: /^Period:/ }).click();
  expect(await running(), "as a menu opens").toBe(0);
  await page.getByRole("link", { name: "Last 7 days" }).click();
  await expect(pending(page)).toHaveCount(1);
  expect(await running(), "while a page is on its way").toBe(0);
  expect(await line(page)).toBe(true);
  await page.waitForURL(/period=7d/);
  await page.getByRole("link", { name: "Geography" }).first().click();
  await expect(pending(page).or(page.locator("main .skeleton").first())).not.toHaveCount(0);
  expect(await running(), "while another page is on its way").toBe(0);
});
