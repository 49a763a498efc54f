import type { Browser, Page } from "@playwright/test";
import { ADMINISTRATOR, expect, expectAccessible, test } from "./fixtures";

test.use({ house: "users" });

const PASSWORD = "a password of my own";
const VIEW = {
  id: "eeeeeeee-0000-4000-8000-000000000001",
  video_id: "aaaaaaaa-0000-4000-8000-000000000001",
  video_title: "Safety",
  started: "2026-03-09T08:00:00Z",
  updated_at: "2026-03-09T08:05:00Z",
  percentage: 80,
  viewer_id: "bbbbbbbb-0000-4000-8000-000000000001",
  viewer_name: "Olga Ostrova",
  viewer_email: "olga@example.com",
};

/** Invites somebody as the administrator, and returns the link. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/settings/users");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Role").last().selectOption({ label: role });
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByText(`${email} is invited.`)).toBeVisible();
  return (await page.locator("code", { hasText: "/password?token=" }).textContent()) ?? "";
}

/** Another person, in a browser of their own, who opens a link and chooses a password. */
async function join(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: new URL(link).origin })).newPage();
  await page.goto(link);
  await expect(page).toHaveURL(/\/password$/);
  await page.getByLabel("Password").fill(`${await page.getByLabel("E-mail").inputValue()}1`);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("This password is hardly more than your address")).toBeVisible();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await page.waitForURL("**/overview");
  return page;
}

test("an invited viewer joins by the link, once, and sees figures without people", async ({
  page,
  signedIn,
  post,
  browser,
}) => {
  expect(await post(VIEW)).toEqual(["applied"]);
  await signedIn();
  const link = await invite(page, "vic@example.com", "Viewer");
  await expect(page.getByText("It leads to this computer")).toBeVisible();
  await expectAccessible(page);

  const vic = await join(browser, link);
  expect((await vic.goto(link))?.status()).toBe(404);
  await expect(vic.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();
  await expect(vic.getByText("Ask an administrator of Viewledger for a new one.")).toBeVisible();
  await vic.goto("/viewers?period=all");
  await expect(vic.getByRole("table", { name: "Viewers" }).getByRole("row")).toHaveCount(2);
  expect(await vic.content()).not.toMatch(/Olga|olga@/);
  await vic.goto(`/viewers/${VIEW.viewer_id}?period=all`);
  await expect(vic.getByText("Safety").first()).toBeVisible();
  expect(await vic.content()).not.toMatch(/Olga|olga@/);
  await expect(vic.getByRole("link", { name: "Settings" })).toHaveCount(0);
  expect((await vic.goto("/settings"))?.status()).toBe(404);
  expect((await vic.goto("/settings/users"))?.status()).toBe(404);

  await page.goto(`/viewers/${VIEW.viewer_id}?period=all`);
  await expect(page.getByRole("heading", { name: "Olga Ostrova" })).toBeVisible();
  await vic.context().close();
});

test("a role counts at the next click, and a disabled user's open page gives way to the login page", async ({
  page,
  signedIn,
  browser,
}) => {
  await signedIn();
  const ann = await join(browser, await invite(page, "ann@example.com", "Analyst"));
  await ann.goto("/viewers?period=all");
  await expect(ann.getByText("Olga Ostrova")).toBeVisible();

  await page.goto("/settings/users");
  const manage = page.getByRole("button", { name: "Manage ann@example.com" });
  await manage.click();
  await page.getByRole("listitem").filter({ hasText: "ann@" }).getByLabel("Role").selectOption("viewer");
  await page.getByRole("button", { name: "Change the role" }).filter({ visible: true }).click();
  await expect(page.getByText("The role is changed.")).toBeVisible();
  await ann.reload();
  await expect(ann.getByRole("table", { name: "Viewers" }).getByRole("row")).toHaveCount(2);
  await expect(ann.getByText("Olga Ostrova")).toHaveCount(0);

  await manage.click();
  await page.getByRole("button", { name: "Disable", exact: true }).filter({ visible: true }).click();
  await expect(page.getByText("The user is disabled")).toBeVisible();
  // Nobody clicks: what it shows is not theirs to see any more.
  await ann.waitForURL("**/login**");
  await ann.getByLabel("E-mail").fill("ann@example.com");
  await ann.getByLabel("Password").fill(PASSWORD);
  await ann.getByRole("button", { name: "Sign in" }).click();
  await expect(ann.getByText("E-mail or password is wrong.")).toBeVisible();
  await ann.context().close();
});

test("a disabled user is deleted, and the audit log goes on without their name", async ({
  page,
  signedIn,
  browser,
}) => {
  await signedIn();
  const dan = await join(browser, await invite(page, "dan@example.com", "Analyst"));
  await dan.context().close();
  await page.goto("/settings/users");
  const manage = page.getByRole("button", { name: "Manage dan@example.com" });
  await manage.click();
  await expect(page.getByRole("button", { name: "Delete for good" }).filter({ visible: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Disable", exact: true }).filter({ visible: true }).click();
  await expect(page.getByText("The user is disabled")).toBeVisible();
  await manage.click();
  await page.getByRole("button", { name: "Delete for good" }).filter({ visible: true }).click();
  await expect(page.getByText("The user is deleted.")).toBeVisible();
  await expect(manage).toHaveCount(0);
  await page.goto("/settings/audit");
  await expect(page.getByRole("cell", { name: "Deleted a user" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "A user who is gone" }).first()).toBeVisible();
  expect(await page.content()).not.toContain("dan@example.com");
});

test("what can be done to a user is within the window, however low it is", async ({ page, signedIn }) => {
  await signedIn();
  await page.setViewportSize({ width: 1280, height: 520 });
  await page.goto("/settings/users");
  await page.getByRole("button", { name: `Manage ${ADMINISTRATOR.email}` }).click();
  const layer = page.locator("[popover]:popover-open");
  const { top, bottom } = await layer.evaluate((element) => element.getBoundingClientRect().toJSON());
  expect([top >= 0, bottom <= 520]).toEqual([true, true]);
  const disable = layer.getByRole("button", { name: "Disable", exact: true });
  // While the layer finds its place, and gives its first field the focus, it scrolls by itself.
  await expect(async () => {
    await disable.scrollIntoViewIfNeeded();
    await expect(disable).toBeInViewport({ timeout: 500 });
  }).toPass();
  await page.waitForTimeout(500);
  await expect(disable).toBeInViewport();
});

test("the last administrator cannot be disabled or made less", async ({ page, login }) => {
  await login("/settings/users");
  await page.getByRole("button", { name: `Manage ${ADMINISTRATOR.email}` }).click();
  await page.getByRole("button", { name: "Disable", exact: true }).filter({ visible: true }).click();
  await expect(page.getByText("This is the last active administrator.")).toBeVisible();
  await page.goto("/settings/audit");
  await expect(page.getByRole("cell", { name: "Invited a user" }).first()).toBeVisible();
});
