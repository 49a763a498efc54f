import { ADMINISTRATOR, expect, test } from "./fixtures";

test.use({ house: "access" });

test("without a session there is a login page and no data", async ({ page, request, server }) => {
  await page.goto("/overview?period=all");
  await expect(page).toHaveURL(/\/login\?callbackUrl=/);
  expect((await request.get("/setup")).status()).toBe(404);
  for (const headers of [
    {},
    { RSC: "1" },
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { Cookie: "next-auth.session-token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0." },
  ] as Record<string, string>[]) {
    const answer = await fetch(`${server.origin}/overview`, { headers, redirect: "manual" });
    expect(await answer.text()).not.toContain("data-metric");
    expect((await fetch(`${server.origin}/api/facets/video`, { headers })).status).toBe(401);
  }
});

test("a wrong password says no more than that, and signing out ends the session at once", async ({
  page,
  context,
  server,
}) => {
  await page.goto("/login?callbackUrl=https://example.org/");
  await page.getByLabel("E-mail").fill(ADMINISTRATOR.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(ADMINISTRATOR.email);
  await page.getByLabel("Password").fill(ADMINISTRATOR.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/overview");
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const withCookie = () => fetch(`${server.origin}/overview`, { headers: { cookie }, redirect: "manual" });
  expect((await withCookie()).status).toBe(200);
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/login");
  const after = await withCookie();
  expect(after.status === 307 || (await after.text()).includes("/login")).toBe(true);
});

test("next-auth's own endpoints sign in with the documented fields", async ({ request }) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, email: ADMINISTRATOR.email, password: ADMINISTRATOR.password },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(302);
  expect((await request.get("/overview")).url()).toContain("/overview");
});
