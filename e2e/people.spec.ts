import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "people" });

const [SAFETY, TOUR] = ["aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"];
const PEOPLE = ["Ada", "Ben", "Cy", "Dee", "Eve"] as const;
const viewerId = (name: (typeof PEOPLE)[number]) => `bbbbbbbb-0000-4000-8000-00000000000${PEOPLE.indexOf(name) + 1}`;
let serial = 0;
const view = (name: (typeof PEOPLE)[number], video: string, tag1: string, fields: object) => {
  const day = String(++serial).padStart(2, "0");
  return {
    id: `cccccccc-0000-4000-8000-0000000000${day}`,
    video_id: video,
    video_title: video === SAFETY ? "Fire safety" : "Tour",
    viewer_id: viewerId(name),
    viewer_name: name,
    viewer_email: `${name.toLowerCase()}@example.com`,
    started: `2026-03-${day}T08:00:00Z`,
    updated_at: `2026-03-${day}T08:05:00Z`,
    tag1,
    ...fields,
  };
};

/** Of "Fire safety" from the campaign "spring" Ada answered 49, then 90, Ben 50, Cy 0 and 20 and once nothing, Dee nothing. */
const VIEWS = [
  view("Ada", SAFETY, "spring", { correctness: 49, percentage: 60 }),
  view("Ada", SAFETY, "spring", { correctness: 90, percentage: 100 }),
  view("Ben", SAFETY, "spring", { correctness: 50, percentage: 70 }),
  view("Cy", SAFETY, "spring", { correctness: 0, percentage: 10 }),
  view("Cy", SAFETY, "spring", { correctness: 20, percentage: 25 }),
  view("Cy", SAFETY, "spring", { correctness: null, percentage: 5 }),
  view("Dee", SAFETY, "spring", { correctness: null, percentage: 90 }),
  view("Eve", SAFETY, "autumn", { correctness: 10, percentage: 30 }),
  view("Eve", TOUR, "spring", { correctness: 10, percentage: 30 }),
];

test("who watched one video from one campaign and answered under half right, and their list as a file", async ({
  page,
  login,
  post,
}) => {
  expect(await post(...VIEWS)).toEqual(VIEWS.map(() => "applied"));
  await login("/viewers?period=all");
  const people = page.getByRole("table", { name: "Viewers" });
  await expect(people.getByRole("row")).toHaveCount(6);

  const layer = page.locator("#facet-picker");
  for (const [dimension, value] of [
    ["Video", "Fire safety"],
    ["Tag 1", "spring"],
    ["Answered right", "under 50 %"],
  ] as const) {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await layer.getByRole("button", { name: dimension, exact: true }).click();
    // Each names what it would leave: of spring's seven views two answered nothing, and two half or more.
    if (value === "under 50 %") {
      await expect(layer.getByRole("link", { name: /^50 % or more/ })).toContainText("2");
      await expect(layer.getByRole("link", { name: /^nothing to grade/ })).toContainText("2");
      await expect(layer.getByRole("link", { name: /^under 50 %/ })).toContainText("3");
      await expectAccessible(page);
    }
    await layer.getByRole("link", { name: new RegExp(`^${value}`) }).click();
    await expect(page.getByRole("link", { name: `Remove filter ${dimension}: ${value}` })).toBeVisible();
    await page.keyboard.press("Escape");
  }
  expect(new URL(page.url()).searchParams.get("correctness")).toBe("0-49");

  await expect(people.getByRole("row")).toHaveCount(3);
  await expect(people.getByRole("row", { name: /^Ada/ })).toContainText("49%");
  await expect(people.getByRole("row", { name: /^Cy/ })).toContainText("20%");

  await page.getByRole("button", { name: "Export", exact: true }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("list", { name: "Viewers", exact: true }).getByText("CSV", { exact: true }).click();
  const rows: Record<string, string>[] = parse(readFileSync(await (await saving).path(), "utf8"), { columns: true });
  expect(
    rows
      .map(({ viewer_email, views, average_watched, correctness }) => [
        viewer_email,
        views,
        average_watched,
        correctness,
      ])
      .sort(),
  ).toEqual([
    ["ada@example.com", "1", "60", "49"],
    ["cy@example.com", "2", "17.5", "10"],
  ]);
});

test("a tenth of a distribution filters by a click, and a range that is none is named", async ({ page, login }) => {
  await login(`/videos/${SAFETY}?period=all`);
  // Ada's 90
  await page.getByRole("link", { name: "Only 90–100 %: 1 view" }).last().click();
  await expect(page.getByText("Answered right: 90 % or more")).toBeVisible();
  await expect(page.locator("[data-metric=views]")).toHaveText("1");
  await page.goto("/overview?period=all&correctness=half");
  await expect(page.getByText("correctness must be a percentage or a range such as 0-49")).toBeVisible();
  const answer = await page.request.get("/api/facets/country?correctness=50-20&colour=red");
  expect(answer.status()).toBe(400);
  expect(((await answer.json()) as { errors: { path: string }[] }).errors.map(({ path }) => path).sort()).toEqual([
    "colour",
    "correctness",
  ]);
});
