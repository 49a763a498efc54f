import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { ADMINISTRATOR, expect, expectAccessible, test } from "./fixtures";

test.use({ house: "account" });
test.describe.configure({ mode: "serial" });

const STEP_MS = 30_000;
let secret = "";

/** The code of this step or another one; waits out the end of a step, so that it is still good when it arrives. */
async function code(offset = 0): Promise<string> {
  const left = STEP_MS - (Date.now() % STEP_MS);
  if (left < 5_000) await sleep(left);
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset * STEP_MS });
}

/** The session is left as it is; the page that asks for news is left first. */
async function signedOut(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

const textOf = async (locator: Locator) => (await locator.textContent()) ?? "";

test("name and password are changed, which signs out all other browsers", async ({ page, login, browser, server }) => {
  await login();
  const other = await browser.newContext({ baseURL: server.origin, storageState: await page.context().storageState() });
  await signedOut(page);
  await login("/account");
  await expectAccessible(page);
  await page.getByLabel("Name").fill("Ada");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByText("One other browser is signed in.")).toBeVisible();

  await page.getByLabel("Current password").first().fill("wrong");
  await page.getByLabel("New password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("The current password is wrong.")).toBeVisible();
  await page.getByLabel("Current password").first().fill(ADMINISTRATOR.password);
  await page.getByLabel("New password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("all other browsers are signed out")).toBeVisible();
  const elsewhere = await other.newPage();
  await elsewhere.goto("/overview");
  await expect(elsewhere).toHaveURL(/\/login/);
  await other.close();
});

test("a second factor is set up, asked for at the next login, and taken once", async ({ page, login }) => {
  await login("/account");
  await page.getByRole("button", { name: "Set it up" }).click();
  await expect(page.getByAltText("QR code")).toBeVisible();
  secret = await textOf(page.locator("code", { hasText: /^[A-Z2-7]{32}$/ }));
  await expectAccessible(page);
  const form = page.locator("form", { has: page.getByLabel("Code that the app shows") });
  await form.getByLabel("Code that the app shows").fill("000000");
  await form.getByLabel("Current password").fill(ADMINISTRATOR.password);
  await form.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("The code is wrong.")).toBeVisible();
  await form.getByLabel("Code that the app shows").fill(await code(-1));
  await form.getByLabel("Current password").fill(ADMINISTRATOR.password);
  await form.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("Keep these recovery codes")).toBeVisible();
  const codes = (await textOf(page.locator("code").filter({ hasText: "-" }).first())).match(/^[A-Z2-7-]{19}$/gm) ?? [];
  expect(codes).toHaveLength(10);
  const [recovery = "", unused = ""] = codes;

  const used = await code();
  for (const outcome of ["in", "refused"]) {
    await signedOut(page);
    await page.goto("/login");
    await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
    await page.getByLabel("Password").fill(ADMINISTRATOR.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByLabel("Code").fill(used);
    await page.getByRole("button", { name: "Sign in" }).click();
    if (outcome === "in") await page.waitForURL("**/overview**");
    else await expect(page.getByText("The code is wrong, or was used already.")).toBeVisible();
  }
  await page.getByLabel("Code").fill(recovery);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/overview**");
  await page.goto("/account");
  await expect(page.getByText("9 recovery codes are left")).toBeVisible();
  const off = page.locator("form", { has: page.getByRole("button", { name: "Turn it off" }) });
  await off.getByLabel("Current password").fill(ADMINISTRATOR.password);
  await off.getByLabel("Code that the app shows").fill(recovery);
  await off.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByText("The code is wrong, or was used already.")).toBeVisible();
  await off.getByLabel("Current password").fill(ADMINISTRATOR.password);
  await off.getByLabel("Code that the app shows").fill(unused);
  await off.getByRole("button", { name: "Make new recovery codes" }).click();
  await expect(page.getByText("the former ones do not work any more")).toBeVisible();
  await expect(page.getByText("10 recovery codes are left")).toBeVisible();
  const [renewed = ""] =
    (await textOf(page.locator("code").filter({ hasText: "-" }).first())).match(/^[A-Z2-7-]{19}$/gm) ?? [];
  expect(codes).not.toContain(renewed);
  await off.getByLabel("Current password").fill(ADMINISTRATOR.password);
  await off.getByLabel("Code that the app shows").fill(renewed);
  await off.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByText("The second factor is off.")).toBeVisible();
});

test("an API token fetches exports until it is revoked", async ({ page, login, server }) => {
  await login("/account");
  await page.getByLabel("What the token is for").fill("Nightly export");
  const form = page.locator("form", { has: page.getByLabel("What the token is for") });
  await form.getByLabel("Current password").fill("wrong");
  await form.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByText("The current password is wrong.")).toBeVisible();
  await form.getByLabel("What the token is for").fill("Nightly export");
  await form.getByLabel("Current password").fill(ADMINISTRATOR.password);
  await expectAccessible(page);
  await form.getByRole("button", { name: "Make a token" }).click();
  await expect(page.getByText("The token is made.")).toBeVisible();
  const token = await textOf(page.locator("code", { hasText: /^vl_/ }).first());
  const fetched = (path: string) => fetch(`${server.origin}${path}`, { headers: { Authorization: `Bearer ${token}` } });
  const answer = await fetched("/api/export/videos?period=all&format=csv");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/csv")]);
  expect((await fetched("/api/import")).status).toBe(401);
  const redirected = await fetch(`${server.origin}/overview`, {
    headers: { Authorization: `Bearer ${token}` },
    redirect: "manual",
  });
  expect(await redirected.text()).not.toContain("data-metric");
  await page.goto("/settings/users");
  await expect(page.locator(`[data-user="${ADMINISTRATOR.email}"]`)).toContainText("1 API token");
  await page.goto("/account");
  await expect(page.getByText(/last used/)).toBeVisible();
  await page.getByRole("button", { name: /^Revoke Nightly export/ }).click();
  await expect(page.getByText("The token is revoked.")).toBeVisible();
  expect((await fetched("/api/export/videos?period=all&format=csv")).status).toBe(401);
});
