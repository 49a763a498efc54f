import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "example" });

/** The sender's documented example. */
const EXAMPLE = {
  id: "9bce33d1-120c-4bb5-8b5a-499896140f20",
  owner_id: "75d57cda-332b-400a-887e-0bed5f6ced99",
  video_id: "0452e22e-5e15-4b51-bcc7-0be4c0df99b1",
  video_token: "aVOfEGmGrZlG",
  video_title: "Interactive Video #9",
  started: "Sat, 1 Jan 2022 05:12:32 UTC +00:00",
  finished: "Sat, 1 Jan 2022 05:15:24 UTC +00:00",
  elapsed: 172,
  percentage: 95,
  last_point: 35,
  furthest_point: 55,
  viewer_id: "8b5ce4b2-8bc6-4252-bdeb-a7304d7e028e",
  viewer_name: "John Doe",
  interaction_count: 25,
  city: "Flagami",
  region: "Florida",
  country: "United States",
  browser: "Chrome 101",
  participation: 98,
  correctness: 95,
  tag1: "myTag1",
  tag2: "myTag2",
  tag3: "myTag3",
  tag4: "myTag4",
  tag5: "myTag5",
  export_count: 1,
  variables: { name: "John", color: "blue", favorite_number: 7 },
  created_at: "Sat, 1 Jan 2022 05:12:32 UTC +00:00",
  updated_at: "Sat, 1 Jan 2022 05:15:24 UTC +00:00",
};

const figure = (page: Page, metric: string) => page.locator(`[data-metric=${metric}]`);

test("the documented example is counted once, and told in every panel", async ({ page, login, post }) => {
  const older = { ...EXAMPLE, percentage: 10, updated_at: "Sat, 1 Jan 2022 05:13:00 UTC +00:00" };
  expect(await post(EXAMPLE, EXAMPLE, older)).toEqual(["applied", "duplicate", "stale"]);
  await login();
  await expect(page.getByText("1 view outside this period, latest 1 Jan 2022")).toBeVisible();
  await page.getByRole("link", { name: "Show all time" }).click();
  await page.waitForURL("**/overview?period=all");
  await expect(figure(page, "views")).toHaveText("1");
  await expect(figure(page, "viewers")).toHaveText("1");
  await expect(figure(page, "time_on_video")).toHaveText("2 m 52 s");
  await expect(figure(page, "average_watched")).toHaveText("95%");
  await expect(figure(page, "completion")).toHaveText("100%");
  await expect(figure(page, "participation")).toHaveText("98%");
  await expect(figure(page, "correctness")).toHaveText("95%");
  await expect(page.getByRole("link", { name: "United States" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Interactive Video #9" }).first()).toBeVisible();
  for (const tag of ["1", "2", "3", "4", "5"])
    await expect(page.getByText(`myTag${tag}`, { exact: true })).toHaveCount(1);
  await expectAccessible(page);
});

test("unknown parameters are named, not swallowed", async ({ page, login }) => {
  await login("/overview?period=all&colour=red");
  await expect(page.getByText("colour", { exact: false }).first()).toBeVisible();
  await expect(figure(page, "views")).toHaveText("1");
});
