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

test("whoever asks for the icon by its old name gets it", async ({ request }) => {
  const icon = await request.get("/favicon.ico");
  expect([icon.status(), icon.headers()["content-type"]]).toEqual([200, "image/svg+xml"]);
});

test("an address of the API that is not there, and a method that is not taken, are told as problems", async ({
  request,
}) => {
  for (const path of ["/api/nothing", "/api/export/a/b", "/api/webhooks", "/api/export/"]) {
    const answer = await request.get(path, { maxRedirects: 1 });
    expect([path, answer.status(), answer.headers()["content-type"]]).toEqual([path, 404, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({ status: 404, title: "Not found" });
  }
  for (const [method, path, allow] of [
    ["POST", "/api/health", "GET, HEAD"],
    ["OPTIONS", "/api/health", "GET, HEAD"],
    ["DELETE", "/api/export/views", "GET, HEAD"],
    ["POST", "/api/facets/video", "GET, HEAD"],
    ["PUT", "/api/import", "GET, HEAD, POST"],
    ["PATCH", "/api/auth/session", "GET, HEAD, POST"],
    ["OPTIONS", "/api/webhooks/views", "POST"],
  ] as const) {
    const answer = await request.fetch(path, { method });
    expect([method, path, answer.status(), answer.headers().allow]).toEqual([method, path, 405, allow]);
    expect(await answer.json()).toMatchObject({ status: 405 });
  }
});
