import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "overview" });

let serial = 0;
const view = (day: number, fields: object = {}) => ({
  id: `eeeeeeee-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id: `aaaaaaaa-0000-4000-8000-${String((serial % 10) + 1).padStart(12, "0")}`,
  video_title: `Video ${(serial % 10) + 1}`,
  started: `2026-03-${String(day).padStart(2, "0")}T09:30:00Z`,
  updated_at: "2026-03-31T10:00:00Z",
  percentage: null,
  elapsed: null,
  participation: null,
  correctness: null,
  ...fields,
});

/** Two views a day from Sunday 1 to Saturday 14 March; 24 on Monday the 9th. */
const VIEWS = Array.from({ length: 14 }, (_, index) => index + 1).flatMap((day) =>
  Array.from({ length: day === 9 ? 24 : 2 }, () => view(day)),
);
const MARCH = "/overview?period=custom&from=2026-03-01&to=2026-03-14";

test("a notable day is marked in the chart and told in the table; the rhythm has its hour", async ({
  page,
  login,
  post,
}) => {
  expect(new Set(await post(...VIEWS))).toEqual(new Set(["applied"]));
  await login(MARCH);
  await expect(page.locator("svg text", { hasText: "Best day: 24" })).toBeVisible();
  await page.getByRole("group", { name: "Show Views and viewers as" }).getByText("Table").click();
  const row = page.getByRole("row", { name: /Mon, 9 Mar 2026/ });
  await expect(row).toContainText("Best day, 12 × the usual 2");
  await expect(page.getByRole("row", { name: /Tue, 10 Mar 2026/ })).not.toContainText("usual");

  const rhythm = page.getByRole("table", { name: "Views by weekday and hour" });
  // Mondays: 2 on the 2nd, 24 on the 9th; from Monday to Sunday, and all.
  const hour = (name: string) => rhythm.getByRole("row", { name }).getByRole("cell");
  await expect(hour("09:00–10:00")).toHaveText(["26", "4", "4", "4", "4", "4", "4", "50"]);
  await expect(hour("10:00–11:00")).toHaveText(Array(8).fill("0"));
  await expect(page.getByText("Most: Monday, 09:00–10:00, 26 views")).toBeVisible();
  await page.getByRole("group", { name: "Show When people watch as" }).getByText("Table").click();
  await expectAccessible(page);
});

test("streamed content does not wait for React's clock", async ({ page, login, post }) => {
  await post(...VIEWS);
  await login("/overview?period=all");
  await expect(page.locator("[data-metric=views]")).toBeVisible();
  // Its inline script's names: where they are others, pages wait again (decision 0068).
  const [reveal, last] = await page.evaluate(() => ["$RC", "$RT"].map((name) => String(Reflect.get(window, name))));
  expect(reveal).toContain('"number"!==typeof $RT?requestAnimationFrame(');
  expect(last).toBe("undefined");
});

test("a page comes in few pieces", async ({ page, login }) => {
  await login("/overview?period=all");
  const html = await (await page.request.get("/overview?period=all")).text();
  // What React sends as a row of its own leaves such a place in the markup; the panels alone had 200 (decision 0070).
  expect(html).toContain("When people watch");
  expect(html.match(/<template id="P:/g)?.length ?? 0).toBeLessThan(10);
});

test("figures come before scripts: nothing is hydrated until the document is there", async ({ page, login }) => {
  await login("/overview?period=all");
  // React leaves a mark at each element it has made interactive.
  const isHydrated = () => Object.keys(document.querySelector("nav a") ?? {}).some((key) => key.startsWith("__react"));
  await expect.poll(() => page.evaluate(isHydrated)).toBe(true);
  // Where Next.js does not ask the list any more that says when, there is no such moment (decision 0069).
  const [begins, isThere] = await page.evaluate(() => [
    performance.getEntriesByName("hydration-begins")[0]?.startTime,
    (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).domInteractive,
  ]);
  expect(begins).toBeGreaterThanOrEqual(Math.min(isThere ?? Number.NaN, 1_000));
});

test("what a short table leaves out is a click away, under the same filters", async ({ page, login }) => {
  await login(MARCH);
  await page.getByRole("link", { name: "and 2 more" }).click();
  await page.waitForURL("**/videos?period=custom&from=2026-03-01&to=2026-03-14");
  await expect(page.getByRole("link", { name: "Video 10" })).toBeVisible();
});

test("where nothing matches, each choice says what it would show", async ({ page, login }) => {
  await login(`${MARCH}&country=Malta`);
  await expect(page.getByRole("heading", { name: "No view matches these filters" })).toBeVisible();
  const choices = page.getByRole("list", { name: "What to change" });
  await expect(choices.getByRole("link")).toHaveText(["Drop Country: MaltaNo view has this value.50 views"]);
  await expectAccessible(page);
  await choices.getByRole("link").click();
  await expect(page.locator("[data-metric=views]")).toHaveText("50");
});

test("a single view is drawn as a column", async ({ page, login, post }) => {
  expect(await post(view(1, { started: "2022-01-01T05:12:32Z", country: "Norway" }))).toEqual(["applied"]);
  await login("/overview?period=all&country=Norway");
  await expect(page.locator('svg [data-column="2022-01"]')).toBeVisible();
  await expect(page.locator(".recharts-yAxis-tick-labels .recharts-cartesian-axis-tick-label")).toHaveText(["0", "1"]);
});

test("on a phone the name of a row stays while its figures scroll", async ({ page, login, post }) => {
  await post(...VIEWS);
  await page.setViewportSize({ width: 390, height: 844 });
  await login(MARCH);
  const name = page.getByRole("table", { name: "Videos with the most views" }).getByRole("rowheader").first();
  const left = async () => (await name.boundingBox())?.x;
  const before = await left();
  const scrolled = await name.evaluate((cell) => {
    const box = cell.closest("section");
    box?.scrollBy({ left: 60, behavior: "instant" });
    return box?.scrollLeft;
  });
  expect(scrolled).toBeGreaterThan(20);
  expect(await left()).toBe(before);
});
