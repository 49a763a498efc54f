import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { auditPage } from "../audit";
import { seal } from "../auth/seal";
import { db } from "../db";
import { erasePerson } from "./erase";
import { erasureJob, idle, resumeErasure, settledErasure, startErasure } from "./erasure-job";
import { deliver, placesOf } from "./testing/deliveries";
import { closeAll } from "./testing/figures";

const EMAIL = "job.canary@example.com";
const ORDER = { asked: { by: "email", value: EMAIL }, counted: true, actor: null } as const;
const MINUTE_MS = 60_000;

beforeEach(async () => {
  for (let i = 0; i < 3; i++)
    await deliver({ id: crypto.randomUUID(), video_id: "v1", viewer_email: EMAIL, started: "2026-01-01T10:00:00Z" });
});
afterAll(closeAll);

const row = () => db().read.setting.findUniqueOrThrow({ where: { key: "privacy.erasure" } });

/** As a process that was killed leaves it. */
async function leave(more: object = {}, order: object = ORDER): Promise<string> {
  const id = crypto.randomUUID();
  const [at, sealed] = [Date.now() - MINUTE_MS, seal("erasure", id, JSON.stringify(order))];
  const job = { id, state: "running", startedAt: at, heardAt: at, tries: 1, views: null, erased: null, message: null };
  const value = JSON.stringify({ ...job, sealed, ...more });
  const key = "privacy.erasure";
  await db().write((tx) => tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } }));
  return id;
}

test("it is begun at once, one at a time, names nobody, and says in the end what it did", async () => {
  const id = await startErasure(ORDER);
  expect(await erasureJob()).toMatchObject({ id, state: "running" });
  expect((await row()).value).not.toContain("canary");
  expect(await resumeErasure(Date.now() + MINUTE_MS)).toBe(false);
  await expect(startErasure(ORDER)).rejects.toMatchObject({ status: 409 });
  expect(await settledErasure(id, 30_000)).toMatchObject({ state: "done", erased: { views: 3, isLeft: false } });
  expect((await row()).value).toContain('"sealed":null');
  expect(await placesOf([EMAIL])).toEqual([]);
  expect(await erasureJob(Date.now() + 60 * MINUTE_MS)).toBeNull();
});

test("of nobody who is known, it says that", async () => {
  const id = await startErasure({ ...ORDER, asked: { by: "email", value: "nobody@example.com" } });
  expect(await settledErasure(id, 30_000)).toMatchObject({ state: "done", erased: null });
});

test("one that was cut off goes on, once, whoever looks", async () => {
  const id = await leave();
  expect((await Promise.all([resumeErasure(), resumeErasure()])).filter(Boolean)).toHaveLength(1);
  await idle();
  expect(await erasureJob()).toMatchObject({ id, state: "done", tries: 2 });
  expect(await placesOf([EMAIL])).toEqual([]);
  expect(await resumeErasure(Date.now() + MINUTE_MS)).toBe(false);
});

test.each(["email", "viewer"] as const)(
  "one that was cut off when views were rewritten and names were not is finished, by %s",
  async (by) => {
    const words = { name: `Between ${by}`, email: `between.${by}@example.com`, viewer: `between-${by}` };
    const asked = { by, value: words[by] };
    const id = crypto.randomUUID();
    const who = { viewer_id: words.viewer, viewer_name: words.name, viewer_email: words.email };
    await deliver({ id, video_id: "v1", ...who, started: "2026-01-01T10:00:00Z" });
    const cut = vi.spyOn(db(), "commit");
    const onProgress = (done: number, of: number) => {
      if (done === of) cut.mockRejectedValue(new Error("killed"));
    };
    const choice = { counted: true, actor: null };
    await expect(erasePerson(asked, { ...choice, onProgress })).rejects.toThrow("killed");
    cut.mockRestore();
    const view = () => db().read.view.findUniqueOrThrow({ where: { id } });
    const { viewerKey, viewer_email } = await view();
    expect([viewerKey, viewer_email]).toEqual([expect.stringMatching(/^x-/), null]);
    expect(await placesOf([words.name])).toContain("viewers.name");

    await leave({}, { asked, ...choice });
    expect(await resumeErasure()).toBe(true);
    await idle();
    expect(await erasureJob()).toMatchObject({ state: "done", erased: { pseudonym: viewerKey, isLeft: false } });
    expect(await placesOf(Object.values(words))).toEqual([]);
    expect((await view()).viewerKey).toBe(viewerKey);
    const { rows } = await auditPage({ page: 1, pageSize: 9, action: "person.erased" });
    expect(rows.filter(({ subject }) => subject === viewerKey)).toHaveLength(1);
  },
);

test.each([
  ["too often", { tries: 3 }],
  ["under another AUTH_SECRET", { sealed: "AAAA" }],
])("cut off %s, it ends, and says what to do", async (_, more) => {
  await leave(more);
  expect(await resumeErasure()).toBe(false);
  expect(await erasureJob()).toMatchObject({ state: "failed", message: expect.stringMatching(/Erase once more/) });
  await idle();
  const id = await startErasure(ORDER);
  expect(await settledErasure(id, 30_000)).toMatchObject({ state: "done" });
});

test("one whose process is at work elsewhere is left to it", async () => {
  await leave({ heardAt: Date.now() });
  expect(await resumeErasure()).toBe(false);
  await expect(startErasure(ORDER)).rejects.toMatchObject({ status: 409 });
});
