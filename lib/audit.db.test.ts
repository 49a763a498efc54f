import { afterAll, expect, it } from "vitest";
import { auditAlone, auditPage } from "./audit";
import { db } from "./db";
import { createWebhookKey, retireWebhookKey, rotateWebhookKey } from "./ingest/keys";
import { changeSettings } from "./settings";

afterAll(() => db().close());

it("notes who did what, and lists it newest first with names looked up", async () => {
  await db().write((tx) =>
    tx.user.create({ data: { id: "u1", email: "ann@example.com", name: "Ann", role: "administrator" } }),
  );
  await changeSettings({ completionThreshold: 90 }, "u1");
  const { id } = await createWebhookKey({ label: "Account", actor: "u1" });
  const next = await rotateWebhookKey(id, 7, { actor: "u1" });
  await retireWebhookKey(next.id, "gone");
  await retireWebhookKey(next.id, "gone");
  await auditAlone({ actor: null, action: "history.backfilled" });

  const { rows, count } = await auditPage({ page: 1, pageSize: 3, action: null });
  expect(count).toBe(5);
  expect(rows.map(({ action, actor, subject }) => [action, actor?.name, subject])).toEqual([
    ["history.backfilled", undefined, null],
    ["key.retired", null, next.id],
    ["key.rotated", "Ann", id],
  ]);
  const older = await auditPage({ page: 2, pageSize: 3, action: null });
  expect(older.rows.map(({ action }) => action)).toEqual(["key.added", "settings.changed"]);
  expect(older.rows[1]?.details).toEqual({ settings: ["completionThreshold"] });
  expect((await auditPage({ page: 1, pageSize: 9, action: "key.added" })).count).toBe(1);
});

it("names the user something was done to, and nobody where it was no user", async () => {
  await auditAlone({ actor: null, action: "user.disabled", subject: "u1" });
  await auditAlone({ actor: "u1", action: "user.uninvited", subject: "gone" });
  const { rows } = await auditPage({ page: 1, pageSize: 2, action: null });
  expect(rows.map(({ subject, user }) => [subject, user])).toEqual([
    ["gone", null],
    ["u1", "ann@example.com"],
  ]);
});

it("notes nothing of what was rolled back", async () => {
  const { count } = await auditPage({ page: 1, pageSize: 1, action: null });
  await expect(changeSettings({ completionThreshold: 101 }, "u1")).rejects.toThrow();
  await expect(createWebhookKey({ label: "short", key: "x", actor: "u1" })).rejects.toThrow();
  expect((await auditPage({ page: 1, pageSize: 1, action: null })).count).toBe(count);
});
