import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "privacy" });

const VIDEO = "aaaaaaaa-0000-4000-8000-0000000000f1";
const [JANE, TEAM] = ["bbbbbbbb-0000-4000-8000-0000000000f1", "bbbbbbbb-0000-4000-8000-0000000000f2"];
const view = (serial: number, fields: object) => ({
  id: `dddddddd-0000-4000-8000-${String(serial).padStart(12, "0")}`,
  video_id: VIDEO,
  video_title: "Fire safety",
  started: `2026-03-0${serial}T08:00:00Z`,
  updated_at: `2026-03-0${serial}T08:05:00Z`,
  percentage: 40,
  ...fields,
});
const jane = (serial: number) =>
  view(serial, {
    viewer_id: JANE,
    viewer_name: "Jane Canary",
    viewer_email: "jane.canary@example.com",
    variables: { secret: "canary" },
  });
const VIEWS = [
  jane(1),
  jane(2),
  view(3, { viewer_id: TEAM, viewer_name: "Tom Team", viewer_email: "tom@team.example" }),
  view(4, { viewer_name: "Test post" }),
];

test.beforeEach(async ({ post, signedIn }) => {
  await post(...VIEWS);
  await signedIn();
});

/** Views and viewers of all time, as the viewers' page counts them. */
const shown = (page: Page) => page.getByRole("table", { name: "Viewers" });

test("the team is excluded by its domain, and the figures come back with it", async ({ page }) => {
  await page.goto("/settings/privacy");
  const whom = page.getByLabel("Address, domain, custom id or viewer key");
  await whom.fill("nobody known by that");
  await page.getByRole("button", { name: "Exclude" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
  await expect(whom).toHaveValue("nobody known by that");
  await whom.fill("team.example");
  await page.getByRole("button", { name: "Exclude" }).click();
  await expect(page.getByText("1 viewer is left out now.")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/viewers?period=all");
  await expect(shown(page)).toContainText("Jane Canary");
  await expect(shown(page)).not.toContainText("Tom Team");
  await page.goto(`/viewers/${TEAM}`);
  await expect(page.getByText("This viewer is excluded")).toBeVisible();
  await page.getByRole("link", { name: "Excluded viewers" }).click();
  await page.getByRole("button", { name: "Include team.example again" }).click();
  await expect(page.getByText("Nobody is excluded: every view counts.")).toBeVisible();
  await page.goto("/viewers?period=all");
  await expect(shown(page)).toContainText("Tom Team");
});

test("a test post is deleted, and delivered again it stays away", async ({ page, post }) => {
  await page.goto(`/viewers/v-${VIEWS[3]?.id}?period=all`);
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete this view" });
  await expect(dialog).toContainText("the only view of this viewer");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Delete 1 view" }).click();
  await expect(page).toHaveURL(/\/viewers$/);
  expect((await page.request.get(`/viewers/v-${VIEWS[3]?.id}`)).status()).toBe(404);
  expect(await post({ ...VIEWS[3], updated_at: "2026-04-01T00:00:00Z" })).toEqual(["duplicate"]);
  await page.goto("/viewers?period=all");
  await expect(shown(page)).toContainText("Jane Canary");
  await expect(shown(page)).not.toContainText("Test post");
});

test("a selection is deleted: the figures are without it at once, the audit log tells, and back leads to what is left", async ({
  page,
  post,
}) => {
  const tests = [5, 6, 7].map((serial) => view(serial, { tag1: "trial run", viewer_id: TEAM }));
  expect(await post(...tests)).toEqual(["applied", "applied", "applied"]);
  const views = page.locator("[data-metric=views]");
  await page.goto("/overview?period=all");
  // The last of them may come while the page is open, and change places in the ranking.
  await expect(page.getByRole("row", { name: /trial run 3 1/ })).toBeVisible();
  const before = Number(await views.textContent());
  await page
    .getByRole("link", { name: /trial run/ })
    .first()
    .click();
  await expect(views).toHaveText("3");
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete 3 views" });
  await expect(dialog).toContainText("This deletes the 3 views of all time under these filters.");
  await dialog.getByRole("button", { name: "Delete 3 views" }).click();
  await expect(page.getByRole("heading", { name: "No view matches these filters" })).toBeVisible();
  await page.goBack();
  await expect(views).toHaveText(String(before - 3));
  await page.goto("/settings/audit");
  await expect(page.getByRole("row", { name: /Deleted views/ }).first()).toContainText("views: 3");
});

test("a person is found, handed out, erased, and stays erased when delivered again", async ({ page, post }) => {
  expect(await post({ video_id: VIDEO, viewer_email: "jane.canary@example.com" })).toEqual(["quarantined"]);
  await page.goto("/settings/privacy");
  await page.getByLabel("Address, id or key").fill(JANE);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("This is no e-mail address.", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Address, id or key")).toHaveValue(JANE);
  await page.getByLabel("Known by").selectOption("custom");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("somebody is by “Viewer key”", { exact: false })).toBeVisible();
  await expect(page.getByLabel("Known by")).toHaveValue("custom");
  await expect(page.getByLabel("Address, id or key")).toHaveValue(JANE);
  await page.getByLabel("Known by").selectOption("email");
  await page.getByLabel("Address, id or key").fill(" Jane.Canary@example.com");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("Jane Canary, jane.canary@example.com")).toBeVisible();
  await expect(page.getByText("2 views, and 1 record in quarantine that names them.")).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export as JSON" }).click(),
  ]);
  const document = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(document.views).toHaveLength(2);
  expect(document.views[0]).toMatchObject({ viewer_name: "Jane Canary", variables: { secret: "canary" } });
  expect(document.deliveries.map(({ body }: { body: string }) => JSON.parse(body).viewer_email)).toContain(
    "jane.canary@example.com",
  );

  await page.getByRole("button", { name: "Erase…" }).click();
  const dialog = page.getByRole("dialog", { name: "Erase this person" });
  await expect(dialog.getByLabel("Keep the counts")).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByText("Erased: 2 views", { exact: false })).toBeVisible({ timeout: 15_000 });

  expect(await post(jane(1), { ...jane(2), percentage: 90, updated_at: "2026-05-01T00:00:00Z" })).toEqual([
    "applied",
    "applied",
  ]);
  await page.goto("/viewers?period=all");
  await expect(shown(page)).toContainText("Tom Team");
  await expect(page.getByText("canary", { exact: false })).toHaveCount(0);
  await expect(shown(page).getByRole("row", { name: /Erased viewer/ })).toHaveCount(1);
  await page.goto("/settings/audit");
  await expect(page.getByRole("table")).toContainText("Erased a person");
});

test("somebody known from an unreadable record alone is found and erased", async ({ page, post }) => {
  expect(await post({ video_id: VIDEO, viewer_email: "unread.canary@example.com" })).toEqual(["quarantined"]);
  await page.goto("/settings/privacy");
  await page.getByLabel("Address, id or key").fill("unread.canary@example.com");
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText("1 record in quarantine or of others names them.")).toBeVisible();
  await page.getByRole("button", { name: "Erase…" }).click();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByText("Erased: 0 views, 1 record in quarantine.", { exact: false })).toBeVisible();
});

test("from a viewer's page: erased with the counts dropped", async ({ page }) => {
  await page.goto(`/viewers/${TEAM}?period=all`);
  await page.getByRole("button", { name: "Manage this viewer’s data" }).click();
  await page.getByRole("button", { name: "Erase this person…" }).click();
  await page.getByLabel("Drop the counts").check();
  await page.getByRole("button", { name: "Erase for good" }).click();
  // What takes longer than two seconds is told of where all erasures are.
  await page.waitForURL(/\/(viewers|settings\/privacy)$/);
  await expect(async () => {
    await page.goto("/viewers?period=all");
    await expect(shown(page)).not.toContainText("Tom Team", { timeout: 3_000 });
  }).toPass();
});

test("months to keep: what would go is said before anything is saved", async ({ page }) => {
  await page.goto("/settings/privacy");
  const months = page.getByLabel("Keep views for (months)");
  await months.evaluate((field) => field.removeAttribute("max"));
  await months.fill("9999");
  await page.getByRole("button", { name: "Look what would go" }).click();
  await expect(page.getByText("Months for views are a whole number from 1 to 1200.")).toBeVisible();
  await expect(months).toHaveValue("9999");
  await months.fill("1");
  await page.getByRole("button", { name: "Look what would go" }).click();
  await expect(page.getByText(/\d views? from before \d{4}-\d\d-\d\d would be deleted/)).toBeVisible();
  await page.getByRole("button", { name: "Keep 1 month from now on" }).click();
  await expect(page.getByText("Saved. Older views are deleted within the hour")).toBeVisible();
  await months.fill("");
  await page.getByRole("button", { name: "Look what would go" }).click();
  await expect(page.getByText("Saved. Views are kept for ever.")).toBeVisible();
});
