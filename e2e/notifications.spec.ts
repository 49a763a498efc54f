import { Webhook } from "standardwebhooks";
import { receiver } from "../lib/notices/testing/receiver";
import { expect, expectAccessible, test } from "./fixtures";

test.use({ house: "notifications" });

test("an administrator says who is told of what, and a test arrives, signed", async ({ page, login }) => {
  const hook = await receiver();
  await login("/settings/notifications");
  await expect(page.getByText("Nothing had to be told so far.")).toBeVisible();

  await page.getByLabel("The week’s figures").check();
  await page.locator("section", { hasText: "What is told" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.getByLabel("Recipients").fill("ann@example.com, nonsense");
  await page.locator("section[aria-labelledby=email]").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“nonsense” is no e-mail address.")).toBeVisible();

  const webhook = page.locator("section[aria-labelledby=webhook]");
  await webhook.getByLabel("Address").fill("http://169.254.169.254/latest");
  await webhook.getByRole("button", { name: "Save", exact: true }).click();
  await webhook.getByRole("button", { name: "Save and send a test" }).click();
  await expect(webhook.getByText(/link-local or unspecified address, which is refused/)).toBeVisible();
  await webhook.getByLabel("Address").fill(hook.url);
  await webhook.getByRole("button", { name: "Save and send a test" }).click();
  await expect(webhook.getByText("Saved, and the test was sent.")).toBeVisible();
  const secret = (await webhook.locator("code").textContent()) ?? "";
  const [received] = hook.received;
  expect(new Webhook(secret).verify(received?.body ?? "", received?.headers as Record<string, string>)).toMatchObject({
    type: "viewledger.test",
  });
  await page.reload();
  await expect(page.getByLabel("The week’s figures")).toBeChecked();
  await expect(webhook.getByLabel("Address")).toHaveValue(hook.url);
  await expectAccessible(page);
  await hook.close();
});

test("the status page tells how this server is doing", async ({ page, login, post }) => {
  await post({ id: crypto.randomUUID(), video_id: crypto.randomUUID() });
  await login("/settings/status");
  await expect(page.getByText(/^(SQLite|Postgres) \d+\.\d+/)).toBeVisible();
  await expect(page.getByText("Ready")).toBeVisible();
  await expect(page.getByText("None so far")).toBeVisible();
  await expectAccessible(page);
});
