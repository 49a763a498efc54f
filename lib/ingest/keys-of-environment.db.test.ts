import { afterAll, expect, test, vi } from "vitest";
import { db } from "../db";
import { createWebhookKey } from "./keys";

vi.stubEnv("MINDSTAMP_WEBHOOK_KEY", "first-of-two-keys, second-of-two-keys");
afterAll(() => db().close());

test("a key of the environment is not taken a second time", async () => {
  for (const key of ["first-of-two-keys", " second-of-two-keys "])
    await expect(createWebhookKey({ label: "x", key })).rejects.toThrow("This key is in MINDSTAMP_WEBHOOK_KEY");
  expect((await createWebhookKey({ label: "x", key: "another-key" })).key).toBe("another-key");
});
