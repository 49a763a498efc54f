import { expect, test } from "./fixtures";

test.use({ house: "places" });

const [SAFETY, TOUR] = ["aaaaaaaa-0000-4000-8000-000000000011", "aaaaaaaa-0000-4000-8000-000000000012"];
const LONG = "A campaign whose name goes on and on until nobody remembers how it began";
const view = (serial: number, fields: object) => ({
  id: `cccccccc-0000-4000-8000-${String(serial).padStart(12, "0")}`,
  video_id: serial % 2 ? SAFETY : TOUR,
  video_title: serial % 2 ? "Fire safety: what to do first when it burns" : "Tour",
  started: `2026-03-0${serial}T08:00:00Z`,
  updated_at: `2026-03-0${serial}T08:05:00Z`,
  percentage: 10 * serial,
  tag1: LONG,
  ...fields,
});
const VIEWS = [
  view(1, { country: "Germany", region: "Bavaria", city: "Munich" }),
  view(2, { country: "Germany", region: "Bavaria", city: "Augsburg" }),
  view(3, { country: "Germany", region: "Hesse", city: "Kassel" }),
  view(4, { country: "Norway", region: "Oslo", city: "Oslo" }),
];

test.beforeEach(async ({ post, signedIn }) => {
  await post(...VIEWS);
  await signedIn();
});

test("a country chosen as a filter shows its regions, a region its cities, and without it all countries stand there", async ({
  page,
}) => {
  await page.goto("/geography?period=all");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("list", { name: "Filter by" }).getByRole("button", { name: "Country" }).click();
  await page
    .locator("#facet-picker")
    .getByRole("link", { name: /^Germany/ })
    .click();
  const regions = page.getByRole("table", { name: "Regions" });
  await expect(regions.getByRole("rowheader")).toHaveText([/Bavaria/, /Hesse/]);
  await regions.getByRole("link", { name: /Bavaria/ }).click();
  await expect(page.getByRole("table", { name: "Cities" }).getByRole("rowheader")).toHaveText([/Augsburg/, /Munich/]);
  await page.getByRole("navigation", { name: "Level" }).getByRole("link", { name: "Countries" }).click();
  await expect(page.getByRole("table", { name: "Countries" }).getByRole("rowheader")).toHaveText([/Germany/]);
  await page.getByRole("link", { name: "Clear all" }).click();
  await expect(page.getByRole("table", { name: "Countries" }).getByRole("rowheader")).toHaveText([/Germany/, /Norway/]);
});

test("filters leave what stands before and behind them in its place, and say their whole value", async ({ page }) => {
  const placeOf = async (name: RegExp) => page.getByRole("button", { name }).boundingBox();
  const chosen = [`tag1=${encodeURIComponent(LONG)}`, `video=${SAFETY}`, "country=Germany", "region=Bavaria", "q=fire"];
  for (const [width, inOneLine] of [
    [1440, 2],
    [1024, 0],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/overview?period=30d");
    const [period, saved, bar] = [await placeOf(/^Period:/), await placeOf(/^Saved filters/), 49];
    for (const count of [1, 2, 5]) {
      await page.goto(`/overview?period=30d&${chosen.slice(0, count).join("&")}`);
      await expect(page.getByRole("link", { name: /^Remove filter/ })).toHaveCount(count);
      expect(await placeOf(/^Period:/), `${count} at ${width}`).toEqual(period);
      expect(await placeOf(/^Saved filters/), `${count} at ${width}`).toEqual(saved);
      const height = (await page.locator("[data-period]").boundingBox())?.height;
      if (count <= inOneLine) expect(height, `${count} at ${width}`).toBe(bar);
      else expect(height, `${count} at ${width}`).toBeGreaterThan(bar);
    }
  }
  await page.getByRole("link", { name: `Remove filter Tag 1: ${LONG}` }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator(`[data-whole="Tag 1: ${LONG}"]`)).toBeVisible();
});

test("on a phone a table shows every figure without being moved, and can be ordered", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/videos", "/viewers", "/tags", "/engagement", "/geography"]) {
    await page.goto(`${path}?period=all`);
    const table = page.locator("main table:has([data-heading])");
    await expect(table.getByRole("rowheader").first(), path).toBeVisible();
    for (const cell of await table.getByRole("row").last().getByRole("cell").all()) {
      const box = await cell.boundingBox();
      expect(box && box.x >= 16 && box.x + box.width <= 374, path).toBe(true);
    }
  }
  await page.goto("/videos?period=all");
  const titles = page.getByRole("table", { name: "Videos" }).getByRole("rowheader");
  await expect(titles).toHaveText([/Fire safety/, /Tour/]);
  const meaning = page.locator("[role=tooltip]:popover-open");
  // A press before scripts have loaded is none.
  await expect(async () => {
    // Nor must a second one take away what the first has brought.
    if (!(await meaning.isVisible())) await page.getByRole("button", { name: "What “Views” means" }).click();
    await expect(meaning).toBeVisible({ timeout: 3_000 });
  }).toPass();
  expect(await meaning.evaluate((layer) => layer.scrollWidth - layer.clientWidth)).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Watched" }).click();
  await expect(titles).toHaveText([/Tour/, /Fire safety/]);
  await expect(page.getByRole("columnheader", { name: /^Watched/ })).toHaveAttribute("aria-sort", "descending");
});
