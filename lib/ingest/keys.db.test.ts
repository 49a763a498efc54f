import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { createWebhookKey, listWebhookKeys, retireWebhookKey, rotateWebhookKey, stateOf } from "./keys";
import { hasWebhookKey, verifyWebhookKey } from "./verify-key";

const DAY_MS = 86_400_000;
const accepted = async (key: string) => (await verifyWebhookKey(key)).keyId !== null;

afterAll(() => db().close());

test("rotation: both keys are taken, the old one until its days are over", async () => {
  const now = new Date();
  const old = await createWebhookKey({ label: "Account", key: "pasted-from-mindstamp" });
  const made = await rotateWebhookKey(old.id, 7, { now });
  expect(made.oldExpiresAt.getTime()).toBe(now.getTime() + 7 * DAY_MS);
  expect([await accepted(old.key), await accepted(made.key)]).toEqual([true, true]);
  const keys = await listWebhookKeys();
  const states = keys.map(({ id, label, ...key }) => [id, label, stateOf(key, now)]);
  expect(states).toContainEqual([old.id, "Account", "expiring"]);
  expect(states).toContainEqual([made.id, "Account", "accepted"]);

  const again = await rotateWebhookKey(old.id, 30, { now });
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

test("where every key is retired or expired a sender gets a 401, not word that there is none yet", async () => {
  for (const { id } of await listWebhookKeys()) await retireWebhookKey(id);
  await createWebhookKey({ label: "past", expiresAt: new Date(Date.now() - DAY_MS) });
  expect(await verifyWebhookKey("anything")).toEqual({ keyId: null, configured: true });
  expect(await hasWebhookKey()).toBe(false);
  await createWebhookKey({ label: "next" });
  expect(await hasWebhookKey()).toBe(true);
});

test("a key that is retired while others look it up is refused from then on", async () => {
  const { id, key } = await createWebhookKey({ label: "racing" });
  for (let round = 0; round < 5; round++) {
    const looking = Array.from({ length: 8 }, () => verifyWebhookKey(key));
    if (round === 2) await retireWebhookKey(id);
    await Promise.all(looking);
    expect(await accepted(key)).toBe(round < 2);
  }
});
