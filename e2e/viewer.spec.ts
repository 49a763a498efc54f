import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "viewer" });

const [SAFETY, TOUR] = ["1", "2"].map((n) => `aaaaaaaa-0000-4000-8000-00000000000${n}`);
const ADA = "bbbbbbbb-0000-4000-8000-000000000001";
const BEN = "bbbbbbbb-0000-4000-8000-000000000002";

const view = (serial: number, fields: object) => ({
  id: `cccccccc-0000-4000-8000-${String(serial).padStart(12, "0")}`,
  video_id: SAFETY,
  video_title: "Fire safety",
  started: `2026-03-0${serial}T08:00:00Z`,
  updated_at: `2026-03-0${serial}T08:05:00Z`,
  ...fields,
});

/** Ada comes three times, once by another name; Ben is known by his id alone, and the last by nothing at all. */
const VIEWS = [
  view(1, {
    ...{ viewer_id: ADA, viewer_name: "Ada Byron", viewer_email: "ada@old.example", tag1: "spring" },
    ...{ percentage: 20, correctness: 30, furthest_point: 40, last_point: 10, url: "javascript:alert(1)" },
  }),
  view(2, {
    ...{
      viewer_id: ADA,
      viewer_name: "Ada Lovelace",
      viewer_email: "ada@new.example",
      percentage: 80,
      correctness: 90,
    },
    ...{
      city: "London",
      country: "United Kingdom",
      browser: "Chrome 101",
      screen_width: "1920",
      screen_height: "1080",
    },
    ...{ url: "https://example.com/w/x", variables: { team: "Engines" }, tag1: "spring", furthest_point: 100 },
  }),
  view(3, { viewer_id: ADA, video_id: TOUR, video_title: "Tour" }),
  view(4, { viewer_id: BEN, percentage: 100 }),
  view(5, {}),
];

test("find one person's history: search, who it is, every view, and a file of them", async ({ page, login, post }) => {
  expect(await post(...VIEWS)).toEqual(VIEWS.map(() => "applied"));
  await login("/viewers?period=all");
  const rows = page.getByRole("table", { name: "Viewers" }).getByRole("row");
  await expect(rows).toHaveCount(4);
  await expect(page.getByRole("navigation", { name: "Which viewers" })).toHaveText("Everyone 3Identified 1Anonymous 2");
  await expectAccessible(page);

  await page.getByRole("link", { name: "Anonymous 2" }).click();
  await expect(rows).toHaveCount(3);
  await page.goto("/viewers?period=all");
  await page.getByRole("searchbox", { name: "Search videos and viewers" }).fill("LOVELACE");
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toHaveText(/^Ada Lovelace\s*ada@new\.example/);
  // Views, videos, watched (20 and 80), took part, answered right (30 and 90), best, tags, last seen.
  await expect(rows.nth(1).getByRole("cell")).toHaveText([
    "3",
    "2",
    "50%",
    /unknown/,
    "60%",
    "90%",
    /spring/,
    "3 Mar, 08:00",
  ]);

  await page.getByRole("link", { name: "Ada Lovelace", exact: true }).click();
  await page.waitForURL(`**/viewers/${ADA}?period=all&q=LOVELACE`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await expect(page.locator('[data-metric="views"]')).toHaveText("3");
  await expect(page.locator('[data-metric="average_watched"]')).toHaveText("50%");
  for (const known of ["Ada Byron", "ada@old.example", "ada@new.example"])
    await expect(page.getByText(known, { exact: true })).toBeVisible();
  const progress = page.getByRole("table", { name: "Progress by video" }).getByRole("row", { name: /^Fire safety/ });
  await expect(progress.getByRole("cell")).toHaveText(["2", "80%", "30%", "90%", "90%", "2 Mar, 08:00"]);
  await expect(page.getByRole("listitem").filter({ hasText: "Stopped at 0:10, furthest 0:40" })).toBeVisible();
  await expect(page.getByText("London, United Kingdom · Chrome 101 · 1920 × 1080")).toBeVisible();
  await expectAccessible(page);

  // An address that would run is text, never a link.
  for (const summary of await page.getByText(/^Show address/).all()) await summary.click();
  await expect(page.getByText("javascript:alert(1)")).toBeVisible();
  await expect(page.locator('a[href^="javascript:"]')).toHaveCount(0);
  await expect(page.getByRole("link", { name: "https://example.com/w/x" })).toBeVisible();
  await expect(page.getByText("Engines")).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "NDJSON" }).click();
  const stream = await (await download).createReadStream();
  const text = Buffer.concat(await stream.toArray()).toString();
  const ids = text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids).toEqual([3, 2, 1].map((serial) => view(serial, {}).id));
});

test("a person outside the period is still known; nobody is nobody", async ({ page, login, server }) => {
  await login(`/viewers/${ADA}?period=custom&from=2020-01-01&to=2020-01-02`);
  await expect(page.getByText("Ada Byron", { exact: true })).toBeVisible();
  await expect(page.getByText("No view in this period", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Show all time" }).click();
  await expect(page.locator('[data-metric="views"]')).toHaveText("3");
  for (const path of ["/viewers/bbbbbbbb-0000-4000-8000-000000000009", "/viewers/ada@new.example", "/viewers/%00"])
    expect((await page.request.get(path)).status()).toBe(404);
  expect(server.output(), "the log, of nobodies").not.toContain("RangeError");
  await page.goto(`/viewers/${ADA}?period=all&viewer=${BEN}`);
  await expect(page.getByText("viewer cannot be chosen here")).toBeVisible();
});

test("the overview's views lead to their viewer, and the icon filters by them", async ({ page, login }) => {
  await login("/overview?period=all");
  await page.getByRole("link", { name: "Only views of Ada Lovelace" }).first().click();
  await expect(page.locator('[data-metric="views"]')).toHaveText("3");
  await page
    .getByRole("table", { name: "Latest views" })
    .getByRole("link", { name: "Ada Lovelace", exact: true })
    .first()
    .click();
  await page.waitForURL(`**/viewers/${ADA}?period=all`);
});

test("on a phone no row of the history is wider than the page, however long a title is", async ({
  page,
  login,
  post,
}) => {
  const person = "bbbbbbbb-0000-4000-8000-00000000000f";
  const title = "Welcome to Northwind: everything that you need to know in your first week with us";
  await post({
    ...view(9, { viewer_id: person, video_id: "aaaaaaaa-0000-4000-8000-00000000000f", video_title: title }),
    started: "2020-03-09T08:00:00Z",
  });
  await login();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/viewers/${person}?period=all`);
  const bin = page.locator("[data-view] button").first();
  await expect(bin).toBeVisible();
  const { x, width } = (await bin.boundingBox()) ?? { x: 0, width: 0 };
  expect(x + width).toBeLessThanOrEqual(390 - 12);
});
