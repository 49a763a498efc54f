import { execFileSync } from "node:child_process";
import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "setup", ready: false });

test("from the printed link to the first view", async ({ page, server }) => {
  const link = /http:\/\/\S+\/setup\?token=\S+/.exec(server.output())?.[0];
  if (!link) throw new Error(`No setup link in the output:\n${server.output()}`);
  await page.goto(new URL(new URL(link).pathname + new URL(link).search, server.origin).href);
  await expect(page).toHaveURL(/\/setup$/);
  await expectAccessible(page);
  await page.getByLabel("E-mail").fill("first@example.com");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Create administrator" }).click();
  await page.waitForURL("**/settings?welcome=1");
  await page.getByRole("button", { name: "Add key" }).click();
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
  expect((await fetch(`${server.origin}/setup`)).status).toBe(404);
});
