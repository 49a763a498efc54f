import { execFileSync } from "node:child_process";
import { expect, expectAccessible, test } from "./fixtures";
import type { Server } from "./server";

test.use({ house: "setup", ready: false });

/** Of the link that the server has printed. */
function setupPath(server: Server): string {
  const link = /http:\/\/\S+\/setup\?token=\S+/.exec(server.output())?.[0];
  if (!link) throw new Error(`No setup link in the output:\n${server.output()}`);
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

test("before there is a user, the sign-in page says how to get one", async ({ page }) => {
  await page.goto("/overview");
  await expect(page).toHaveURL(/\/login/);
  await expect(page.getByRole("heading", { name: "No user yet" })).toBeVisible();
  await expect(page.getByLabel("Password")).toHaveCount(0);
  await expectAccessible(page);
});

test.describe("in Berlin", () => {
  test.use({ timezoneId: "Europe/Berlin" });

  test("a mistake in the form keeps the proposed zone", async ({ page, server }) => {
    await page.goto(setupPath(server));
    await expect(page.getByLabel("Reporting time zone")).toHaveValue("Europe/Berlin");
    await page.getByLabel("E-mail").fill("first@example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByText("Choose a password of at least 12 characters")).toBeVisible();
    await page.getByLabel("Password").fill("first@example.com");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByText("This password is hardly more than your address")).toBeVisible();
    await expect(page.getByLabel("Reporting time zone")).toHaveValue("Europe/Berlin");
    await page.getByLabel("Reporting time zone").fill("Nowhere/At_All");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Create administrator" }).click();
    await expect(page.getByText("such as Europe/Berlin")).toBeVisible();
  });
});

test("a link that is not good is told", async ({ page }) => {
  await page.goto("/setup?token=no-such-token");
  await expect(page.getByRole("heading", { name: "This setup link does not work" })).toBeVisible();
});

test("from the printed link to the first view", async ({ page, server }) => {
  await page.goto(setupPath(server));
  await expect(page).toHaveURL(/\/setup$/);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("first@example.com");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Create administrator" }).click();
  await page.waitForURL("**/settings?welcome=1");
  await page.getByRole("button", { name: "Make a key" }).click();
  await expect(page.getByText("It is shown only now")).toBeVisible();
  await expectAccessible(page);
  const command = (await page.locator("code").allInnerTexts()).find((text) => text.startsWith("curl"));
  if (!command) throw new Error("No curl command on the page");
  await page.goto("/overview");
  await expect(page.getByText("Waiting for the first view")).toBeVisible();
  await expectAccessible(page);
  expect(execFileSync("bash", ["-c", command], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })).toContain(
    '"applied"',
  );
  await expect(page.locator("[data-metric=views]")).toHaveText("1", { timeout: 20_000 });
  const again = await fetch(`${server.origin}${setupPath(server)}`);
  expect(again.status).toBe(404);
  expect(await again.text()).toContain("Viewledger is set up already");
  await page.goto("/videos");
  await expect(page.getByText("1 video", { exact: true })).toBeVisible();
  await page.goto("/settings/users");
  await expect(page.locator("[data-user]")).toContainText("you");
  await expect(page.locator("[data-user]")).not.toContainText("never signed in");
});
