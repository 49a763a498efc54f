import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "campaigns" });

const [TOUR, ALARM] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
let serial = 0;
const view = (tag1: string | null, video: string, fields: object) => ({
  id: `cccccccc-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id: video,
  video_title: video === TOUR ? "Tour" : "Alarm",
  started: "2026-03-09T08:00:00Z",
  updated_at: "2026-03-09T08:05:00Z",
  tag1,
  ...fields,
});

const VIEWS = [
  view("spring", TOUR, { percentage: 100, correctness: 90, participation: 100, country: "Germany" }),
  view("spring", TOUR, { percentage: 50, correctness: 40 }),
  view("spring", ALARM, { percentage: 30, country: "France" }),
  view("autumn", TOUR, { percentage: 20, correctness: 60, participation: 0, country: "Germany" }),
  view("autumn", ALARM, {}),
  view(null, ALARM, { correctness: 100 }),
];

test("compare two campaigns: side by side, against videos, then only one of them", async ({ page, login, post }) => {
  expect(await post(...VIEWS)).toEqual(VIEWS.map(() => "applied"));
  await login("/overview?period=all");
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Tags" }).click();
  await page.waitForURL("**/tags?period=all");

  const values = page.getByRole("table", { name: "Values of Tag 1" });
  const figures = (name: string) => values.getByRole("row", { name: new RegExp(`^${name}`) }).getByRole("cell");
  // Views, viewers, time, watched, completed, took part, answered right
  await expect(figures("spring")).toHaveText(["3", "3", /–/, "60%", "33%", "100%", "65%"]);
  await expect(figures("autumn")).toHaveText(["2", "2", /–/, "20%", "0%", "0%", "60%"]);
  await expect(figures("No value")).toHaveText(["1", "1", /–/, /–/, /–/, /–/, "100%"]);

  const cross = page.getByRole("table", { name: "Tag 1 × video" });
  await expect(cross.getByRole("row", { name: /^spring/ }).getByRole("cell")).toHaveText(["2", "1"]);
  await page.getByRole("navigation", { name: "Figure" }).getByRole("link", { name: "Answered right" }).click();
  await expect(cross.getByRole("row", { name: /^spring/ }).getByRole("cell")).toHaveText(["65%", /–/]);
  await expectAccessible(page);

  await values.getByRole("link", { name: "autumn" }).click();
  await expect(values.getByRole("row")).toHaveCount(2);
  await expect(page.getByText("Tag 1: autumn")).toBeVisible();
  await page.goBack();
  await expect(values.getByRole("row")).toHaveCount(4);
});

test("filters are kept under a name, and lead to any page", async ({ page, login }) => {
  await login("/tags?period=all&tag1=autumn&sort=-views");
  const saved = page.getByRole("button", { name: "Saved filters" });
  await saved.click();
  await page.getByLabel("Name of these filters").fill("Autumn campaign");
  await page.getByRole("button", { name: "Save these filters" }).click();
  await expect(page.getByRole("link", { name: "Autumn campaign" })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/videos");
  await saved.click();
  await page.getByRole("link", { name: "Autumn campaign" }).click();
  await page.waitForURL("**/videos?period=all&tag1=autumn");
  await expect(page.getByRole("table", { name: "Videos" }).getByRole("row")).toHaveCount(3);
});

test("the palette jumps to a page with its filters, and to a video by a few letters", async ({ page, login }) => {
  await login("/videos?period=all&sort=-views");
  await expect(page.getByRole("table", { name: "Videos" })).toBeVisible();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: "Jump to a page, video or viewer" });
  await expect(box).toBeFocused();
  await expectAccessible(page);
  await box.fill("tag");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/tags?period=all");

  await page.keyboard.press("Control+k");
  await box.fill("alar");
  await expect(page.getByRole("option", { name: /Alarm/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/videos/${ALARM}`);

  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForURL("**/overview");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("what is typed before the palette is there is not lost", async ({ page, login }) => {
  await login("/overview?period=all");
  await page.waitForLoadState("networkidle");
  await page.route("**/_next/static/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("alxa");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("a");
  const box = page.getByRole("combobox", { name: "Jump to a page, video or viewer" });
  await expect(box).toHaveValue("ala");
  await page.keyboard.type("r");
  await expect(page.getByRole("option", { name: /Alarm/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();

  // Closed again, keys are shortcuts as before.
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});
