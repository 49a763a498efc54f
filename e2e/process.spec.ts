import { expect, test } from "./fixtures";

test.use({ house: "process" });

test("the server answers for its health without a session", async ({ request }) => {
  const answer = await request.get("/api/health");
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: "ok" });
});
