import { expect, test } from "./fixtures";

test.use({ house: "process" });

test("the server answers for its health without a session", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "ok" });
});

test("start-up, route handlers and pages share what exists once per process", async ({ request, page, server }) => {
  const line = server
    .output()
    .split("\n")
    .find((one) => one.includes("database ready"));
  const { instance } = JSON.parse(line ?? "{}") as { instance?: string };
  expect(instance).toMatch(/^[\da-f-]{36}$/);
  expect((await (await request.get("/api/health")).json()).instance).toBe(instance);
  await page.goto("/login");
  expect(await page.locator('meta[name="viewledger-instance"]').getAttribute("content")).toBe(instance);
});
