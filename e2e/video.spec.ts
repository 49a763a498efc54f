import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "video" });

const VIDEO = "aaaaaaaa-0000-4000-8000-000000000001";
const OTHER = "aaaaaaaa-0000-4000-8000-000000000002";
const [ADA, BEN] = ["bbbbbbbb-0000-4000-8000-000000000001", "bbbbbbbb-0000-4000-8000-000000000002"];

const view = (serial: number, fields: object) => ({
  id: `cccccccc-0000-4000-8000-${String(serial).padStart(12, "0")}`,
  video_id: VIDEO,
  video_title: "Fire safety",
  video_token: "aVOfEGmGrZlG",
  started: `2026-03-0${serial}T08:00:00Z`,
  updated_at: `2026-03-0${serial}T08:05:00Z`,
  ...fields,
});

/** Four views that tell how far they got (10, 40, 40 and 100 s) and where they stopped (10, 10, 40, 100), one that tells nothing. */
const VIEWS = [
  view(1, { viewer_id: ADA, viewer_name: "Ada", furthest_point: 10, last_point: 10, percentage: 10, correctness: 20 }),
  view(2, { viewer_id: ADA, furthest_point: 40, last_point: 10, percentage: 40, correctness: 90, tag1: "spring" }),
  view(3, { viewer_id: BEN, viewer_name: "Ben", furthest_point: 40, last_point: 40, percentage: 40, tag1: "spring" }),
  view(4, { furthest_point: 100, last_point: 100, percentage: 100, correctness: 50 }),
  view(5, {}),
  view(6, { video_id: OTHER, video_title: "Tour", viewer_id: ADA, percentage: 70 }),
];

test("from the list to one video: where it loses people, who watched, first views beside later ones", async ({
  page,
  login,
  post,
}) => {
  expect(await post(...VIEWS)).toEqual(VIEWS.map(() => "applied"));
  await login("/videos?period=all&sort=video_title");
  const rows = page.getByRole("table", { name: "Videos" }).getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1).getByRole("rowheader")).toHaveText("Fire safety");
  await expect(rows.nth(1).getByRole("cell").nth(1)).toHaveText("5");
  await expect(page.getByRole("columnheader", { name: "Video", exact: true })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );
  await expectAccessible(page);

  await page.getByRole("link", { name: "Fire safety" }).click();
  await page.waitForURL(`**/videos/${VIDEO}?period=all`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fire safety");
  // 10 + 40 + 40 + 100 over the four that tell.
  await expect(page.locator('[data-metric="average_watched"]')).toHaveText(/48%/);

  const reach = page.getByRole("table", { name: "Share of views that got to each second" });
  const shareAt = (second: string) =>
    reach
      .getByRole("row", { name: new RegExp(`^${second} `) })
      .getByRole("cell")
      .first();
  await expect(shareAt("0:10")).toHaveText("100%");
  await expect(shareAt("0:12")).toHaveText("75%");
  await expect(shareAt("0:40")).toHaveText("75%");
  await expect(shareAt("0:42")).toHaveText("25%");
  await expect(shareAt("1:40")).toHaveText("25%");
  await expect(page.getByText("n = 4 · 1 unknown").first()).toBeVisible();
  await expect(page.getByRole("list", { name: "Largest drop-offs" }).getByRole("listitem").first()).toHaveText(
    /Dropped off at 0:10–0:15\s*50% · 2/,
  );

  // Ada's second view is the only repeat.
  const attempts = page.getByRole("table", { name: "First and repeat views" });
  await expect(attempts.getByRole("row", { name: /^Views/ })).toHaveText(/Views\s*4\s*1/);
  await expect(attempts.getByRole("row", { name: /^Answered right/ })).toHaveText(/35%\s*90%/);

  const ada = page.getByRole("table", { name: "Latest viewers of this video" }).getByRole("row", { name: /^Ada/ });
  await expect(ada.getByRole("cell")).toHaveText(["2", "25%", "40%", "55%", "90%", "2 Mar, 08:00"]);
  await expectAccessible(page);
});

test("the video's page obeys the filters, and names one it cannot", async ({ page, login }) => {
  await login(`/videos/${VIDEO}?period=all&tag1=spring&video=${OTHER}`);
  await expect(page.locator('[data-metric="views"]')).toHaveText("2");
  await expect(page.getByText("video cannot be chosen here")).toBeVisible();
  await page.goto(`/videos/${VIDEO}?period=custom&from=2020-01-01&to=2020-01-02`);
  await expect(page.getByRole("heading", { name: "No view in this period" })).toBeVisible();
  const answer = await page.request.get("/videos/aaaaaaaa-0000-4000-8000-000000000009");
  expect(answer.status()).toBe(404);
});
