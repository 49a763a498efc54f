import type { Page } from "@playwright/test";
import { ADMINISTRATOR, test as base, expect, expectAccessible, WEBHOOK_KEY } from "./fixtures";
import { CLIENT, Issuer } from "./policy/issuer";
import { startServer } from "./server";

/** With an issuer, at which whoever comes is the administrator. */
const test = base.extend<object, { issuer: Issuer }>({
  issuer: [
    async ({ house: _ }, use) => {
      const issuer = new Issuer();
      await issuer.start();
      issuer.next = { sub: "ann", email: ADMINISTRATOR.email, email_verified: true };
      await use(issuer);
      await issuer.stop();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ issuer }, use) => {
      const server = await startServer({
        ADMIN_EMAIL: ADMINISTRATOR.email,
        ADMIN_PASSWORD: ADMINISTRATOR.password,
        MINDSTAMP_WEBHOOK_KEY: WEBHOOK_KEY,
        OIDC_ISSUER: issuer.address,
        OIDC_CLIENT_ID: CLIENT.id,
        OIDC_CLIENT_SECRET: CLIENT.secret,
        OIDC_NAME: "Example Login",
      });
      await use(server);
      expect(await server.stop(), server.output()).toBe(0);
    },
    { scope: "worker", timeout: 60_000 },
  ],
});
test.use({ house: "sso" });

const section = (page: Page) => page.getByRole("region", { name: "Single sign-on" });

async function come(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.goto("/login");
  await page.getByRole("button", { name: "Continue with Example Login" }).click();
}

test("single sign-on is connected with the password, signs in, and is disconnected with the password", async ({
  page,
  login,
}) => {
  await come(page);
  await expect(page.getByText("There is a user with this address and a password.")).toBeVisible();

  await login("/account");
  await section(page).getByLabel("Current password").fill(ADMINISTRATOR.password);
  await section(page).getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("Connected: Example Login signs you in.")).toBeVisible();

  await come(page);
  await page.waitForURL("**/overview**");
  await page.goto("/account");
  await expectAccessible(page);
  await section(page).getByLabel("Current password").fill("something else");
  await section(page).getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("The current password is wrong.")).toBeVisible();
  await expect(page.getByText("Connected: Example Login signs you in.")).toBeVisible();
  await section(page).getByLabel("Current password").fill(ADMINISTRATOR.password);
  await section(page).getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("Single sign-on is disconnected. Sign in with your password.")).toBeVisible();
  await expect(section(page).getByRole("button", { name: "Connect" })).toBeVisible();

  await come(page);
  await expect(page.getByText("There is a user with this address and a password.")).toBeVisible();
  await login();
});
