import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { createWebhookKey, listWebhookKeys, retireWebhookKey, rotateWebhookKey, stateOf } from "./keys";
import { verifyWebhookKey } from "./verify-key";

const DAY_MS = 86_400_000;
const accepted = async (key: string) => (await verifyWebhookKey(key)).keyId !== null;

afterAll(() => db().close());

test("rotation: both keys are taken, the old one until its days are over", async () => {
  const now = new Date();
  const old = await createWebhookKey({ label: "Account", key: "pasted-from-mindstamp" });
  const made = await rotateWebhookKey(old.id, 7, now);
  expect(made.oldExpiresAt.getTime()).toBe(now.getTime() + 7 * DAY_MS);
  expect([await accepted(old.key), await accepted(made.key)]).toEqual([true, true]);
  const keys = await listWebhookKeys();
  const states = keys.map(({ id, label, ...key }) => [id, label, stateOf(key, now)]);
  expect(states).toContainEqual([old.id, "Account", "expiring"]);
  expect(states).toContainEqual([made.id, "Account", "accepted"]);

  const again = await rotateWebhookKey(old.id, 30, now);
  expect(again.oldExpiresAt).toEqual(made.oldExpiresAt);
});

test("an expired key is refused, and nothing follows it or a retired one", async () => {
  const expired = await createWebhookKey({ label: "x", expiresAt: new Date(Date.now() - 1) });
  expect(await accepted(expired.key)).toBe(false);
  await expect(rotateWebhookKey(expired.id, 7)).rejects.toThrow("not accepted any more");
  const retired = await createWebhookKey({ label: "y" });
  await retireWebhookKey(retired.id);
  await expect(rotateWebhookKey(retired.id, 7)).rejects.toThrow("not accepted any more");
  await expect(rotateWebhookKey("no-such-key", 7)).rejects.toThrow();
});

test.each([
  ["short", "at least 8"],
  ["with a blank in it", "no blanks"],
  ["pasted-from-mindstamp", "in the list already"],
])("%j is not taken", async (key, words) => {
  await expect(createWebhookKey({ label: "", key })).rejects.toThrow(words);
});
