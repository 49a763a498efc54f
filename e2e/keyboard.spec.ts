import { expect, test } from "./fixtures";

test.use({ house: "keyboard" });

const VIEW = {
  id: "dddddddd-0000-4000-8000-000000000001",
  video_id: "aaaaaaaa-0000-4000-8000-000000000001",
  video_title: "Tour",
  started: "2022-01-01T05:12:32Z",
  updated_at: "2022-01-01T05:15:24Z",
  country: "Norway",
  percentage: null,
};

test("menus are used by the keyboard alone", async ({ page, login, post }) => {
  expect(await post(VIEW)).toEqual(["applied"]);
  await login("/overview?period=all");
  const filter = page.getByRole("button", { name: "Filter", exact: true });
  await filter.focus();
  await page.keyboard.press("Enter");
  const entry = (name: string) => page.getByRole("list", { name: "Filter by" }).getByRole("button", { name });
  await expect(entry("Video").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(entry("Tag 1")).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("c");
  await expect(entry("Country")).toBeFocused();
  await page.keyboard.press("End");
  await expect(entry("Personal link")).toBeFocused();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.keyboard.press("c");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("searchbox", { name: "Search Country" })).toBeFocused();
  await expect(page.locator("#facet-picker").getByRole("link", { name: /^Norway/ })).toContainText("1");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/overview?period=all&country=Norway");
  await expect(page.getByText("Country: Norway")).toBeVisible();

  const period = page.getByRole("button", { name: /^Period:/ });
  await period.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Last 7 days" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(period).toBeFocused();
});

test("custom days by the form; a view of another year tells its year", async ({ page, login }) => {
  await login("/overview?period=all");
  await expect(page.getByRole("table", { name: "Latest views" })).toContainText("1 Jan 2022, 05:12");
  await page.getByRole("button", { name: /^Period:/ }).click();
  await page.getByLabel("From").fill("2021-12-30");
  await page.getByLabel("To", { exact: true }).fill("2022-01-02");
  await page.getByRole("button", { name: "Show these days" }).click();
  await page.waitForURL(/period=custom/);
  expect(new URL(page.url()).searchParams.get("to")).toBe("2022-01-02");
  await expect(page.locator("[data-metric=views]")).toHaveText("1");
});

test("on a phone the filters are a sheet", async ({ page, login }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await login();
  await page.getByRole("button", { name: /^Last 30 days/ }).click();
  await page.getByRole("button", { name: /^Period:/ }).click();
  await page.getByRole("link", { name: "All time", exact: true }).click();
  await page.waitForURL("**/overview?period=all");
  await expect(page.locator("[data-metric=views]")).toHaveText("1");
});
