import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "figures" });

const SAFETY = "11111111-1111-4111-8111-111111111111";
const SALES = "22222222-2222-4222-8222-222222222222";
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/**
 * 30 views of the last half hour. 0–19 are of "Safety", 20–29 of "Sales"; every even one has tag1 "spring", the others
 * none; ten viewers take turns. Of view 0 neither elapsed nor percentage is known; Sales has no interactions.
 */
const VIEWS = Array.from({ length: 30 }, (_, i) => {
  const safety = i < 20;
  const at = new Date(Date.now() - i * 60_000).toISOString();
  return {
    id: uuid(1_000 + i),
    video_id: safety ? SAFETY : SALES,
    video_title: safety ? "Safety" : "Sales",
    viewer_id: uuid(i % 10),
    started: at,
    updated_at: at,
    elapsed: i === 0 ? null : 60,
    percentage: i === 0 ? null : safety ? 100 : 50,
    participation: safety ? 80 : null,
    correctness: safety ? (i < 10 ? 40 : 60) : null,
    country: safety ? "Norway" : null,
    browser: "Firefox 140.0",
    tag1: i % 2 === 0 ? "spring" : null,
  };
});

/** Shown as an en dash, with the reason. */
const UNKNOWN = "unknown";

interface Figures {
  views: string;
  viewers: string;
  time_on_video: string;
  average_watched: string;
  completion: string;
  participation: string;
  correctness: string;
}

async function expectFigures(page: Page, figures: Figures): Promise<void> {
  for (const [metric, text] of Object.entries(figures))
    await expect(page.locator(`[data-metric=${metric}]`), metric).toHaveText(text === UNKNOWN ? /^–/ : text);
}
const card = (page: Page, metric: string) => page.locator(`div:has(> [data-metric=${metric}])`);

test("totals are those computed by hand, and filters change every panel alike", async ({ page, login, post }) => {
  expect(await post(...VIEWS)).toEqual(VIEWS.map(() => "applied"));
  await login();
  // 29 × 60 s; (19 × 100 + 10 × 50) / 29 = 82.8; 19 / 29 = 65.5; 20 × 80 / 20; (10 × 40 + 10 × 60) / 20
  await expectFigures(page, {
    views: "30",
    viewers: "10",
    time_on_video: "29 m",
    average_watched: "83%",
    completion: "66%",
    participation: "80%",
    correctness: "50%",
  });
  await expect(card(page, "average_watched")).toContainText("1 unknown");
  await expect(card(page, "participation")).toContainText("10 unknown");
  await expect(card(page, "correctness")).toContainText("10 unknown");

  await page.goto("/overview?tag1=spring");
  // 14 × 60 s; (9 × 100 + 5 × 50) / 14 = 82.1; 9 / 14 = 64.3; (5 × 40 + 5 × 60) / 10
  await expectFigures(page, {
    views: "15",
    viewers: "5",
    time_on_video: "14 m",
    average_watched: "82%",
    completion: "64%",
    participation: "80%",
    correctness: "50%",
  });
  await expect(card(page, "participation")).toContainText("5 unknown");
  const videos = page.getByRole("table", { name: /videos/i });
  await expect(videos.getByRole("row", { name: /Safety/ })).toContainText("10");
  await expect(videos.getByRole("row", { name: /Sales/ })).toContainText("5");

  await page.goto(`/overview?video=${SALES}`);
  await expectFigures(page, {
    views: "10",
    viewers: "10",
    time_on_video: "10 m",
    average_watched: "50%",
    completion: "0%",
    participation: UNKNOWN,
    correctness: UNKNOWN,
  });
  await expect(page.getByRole("link", { name: "Norway" })).toHaveCount(0);

  await page.goto(`/overview?tag1=(none)&video=!${SALES}`);
  // The ten odd views of Safety
  await expectFigures(page, {
    views: "10",
    viewers: "5",
    time_on_video: "10 m",
    average_watched: "100%",
    completion: "100%",
    participation: "80%",
    correctness: "50%",
  });

  await page.goto("/overview?tag1=autumn");
  await expect(page.locator("[data-metric=views]")).toHaveCount(0);
});

test("a view shows by itself, and a name filters by a click", async ({ page, login, post }) => {
  await login();
  await page.getByRole("link", { name: "Safety", exact: true }).first().click();
  await page.waitForURL(`**/overview?video=${SAFETY}`);
  await expect(page.locator("[data-metric=views]")).toHaveText("20");
  await post({ ...VIEWS[0], id: uuid(5_000), started: new Date().toISOString() });
  await expect(page.locator("[data-metric=views]")).toHaveText("21", { timeout: 20_000 });
  await expectAccessible(page);
});
