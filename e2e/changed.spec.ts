import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "changed" });

const TITLES = ["Tour", "Welcome", "Launch day", "Ladders"] as const;
const DAY_MS = 86_400_000;
let serial = 0;
/** So many views of a video, `days` ago at this time of day, from a campaign. */
const views = (title: (typeof TITLES)[number], days: number, count: number, fields: object = {}) =>
  Array.from({ length: count }, () => {
    const at = new Date(Date.now() - days * DAY_MS - 60_000).toISOString();
    return {
      id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
      video_id: `aaaaaaaa-0000-4000-8000-${String(TITLES.indexOf(title) + 1).padStart(12, "0")}`,
      video_title: title,
      started: at,
      updated_at: at,
      ...fields,
    };
  });

/**
 * This week 16 views, the week before 14: "Tour" from 2 to 9, "Welcome" from 7 to 3, "Launch day" new with 4, "Ladders"
 * gone with 5; Norway from 2 to 6.
 */
const VIEWS = [
  ...views("Tour", 1, 9, { tag1: "spring", percentage: 80 }),
  ...views("Welcome", 2, 3, { country: "Norway", percentage: 40 }),
  ...views("Launch day", 3, 3, { country: "Norway", tag1: "spring" }),
  ...views("Launch day", 4, 1),
  ...views("Tour", 8, 2, { tag1: "spring", country: "Norway" }),
  ...views("Welcome", 9, 7, { percentage: 50 }),
  ...views("Ladders", 10, 5, { tag1: "autumn" }),
];

test("what changed since last week: the figures, then the videos, campaigns and countries behind them", async ({
  page,
  login,
  post,
}) => {
  expect(new Set(await post(...VIEWS))).toEqual(new Set(["applied"]));
  await login();
  await page.getByRole("button", { name: /^Period:/ }).click();
  await page.getByRole("link", { name: "Last 7 days" }).click();
  await page.waitForURL("**/overview?period=7d");
  await expect(page.locator("[data-metric=views]")).toHaveText("16");
  const card = (metric: string) => page.locator(`div:has(> [data-metric=${metric}])`);
  // (16 − 14) / 14; (9 × 80 + 3 × 40) / 12 = 70 after 50
  await expect(card("views")).toContainText("up 14% vs 14");
  await expect(card("average_watched")).toContainText("up 20 pts vs 50%");

  const rows = (name: string) => page.getByRole("table", { name: `${name}: largest changes` }).getByRole("row");
  await expect(rows("Video")).toHaveText([
    /^VideoBeforeNowChange$/,
    /^Tour29▲ up 350%$/,
    /^Launch day04▲ new$/,
    /^Welcome73▼ down 57%$/,
    /^Ladders50▼ none now$/,
  ]);
  await expect(rows("Tag 1")).toHaveText([/^Tag 1/, /^spring212▲ up 500%$/, /^autumn50▼ none now$/]);
  await expect(rows("Country")).toHaveText([/^Country/, /^Norway26▲ up 200%$/]);
  await expectAccessible(page);

  await rows("Tag 1").getByRole("link", { name: "spring" }).click();
  await page.waitForURL("**/overview?period=7d&tag1=spring");
  await expect(page.locator("[data-metric=views]")).toHaveText("12");
  await expect(rows("Video").nth(1)).toHaveText(/^Tour29/);
  await page.goBack();

  await page.goto("/overview?period=7d&compare=none");
  await expect(page.locator("[data-metric=views]")).toHaveText("16");
  await expect(page.getByRole("heading", { name: "What changed" })).toHaveCount(0);
});

test("settings say what they would change before they are saved", async ({ page, login }) => {
  await login("/settings");
  await expect(page.getByText("Holds spring, autumn")).toBeVisible();
  const told = page.getByRole("list", { name: "What would change" });
  // Nine of the nineteen views that tell saw 80 %.
  await page.getByLabel("Completed from (percent)").fill("80");
  await expect(told).toHaveText("Completed over the last 30 days: 0% → 47.37%.");
  await page.getByLabel("Reporting time zone").fill("Nowhere/At_All");
  await expect(told).toContainText("The reporting time zone is not known");
  await page.getByLabel("Reporting time zone").fill("Pacific/Kiritimati");
  await expect(told).toContainText("it began at 10:00 in UTC");
  await expectAccessible(page);
  // Nothing was saved.
  await page.reload();
  await expect(page.getByLabel("Completed from (percent)")).toHaveValue("95");

  // What was saved would change nothing any more.
  await page.getByLabel("Name of tag1").fill("Season");
  await page.getByLabel("Completed from (percent)").fill("80");
  await expect(told).toBeVisible();
  await page
    .locator("form", { has: page.getByLabel("Name of tag1") })
    .getByRole("button", { name: "Save" })
    .click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(told).toBeHidden();
});
