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
  await login();
  await page.goto("/overview?period=all");
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
