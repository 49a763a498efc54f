import { afterAll, beforeAll, expect, test } from "vitest";
import { auditPage } from "../audit";
import { db } from "../db";
import { storeViewers } from "../history/names";
import { ingestRecords } from "../ingest/ingest";
import { replay } from "../ingest/replay";
import { erasePerson, person } from "./erase";
import { deliver, placesOf } from "./testing/deliveries";
import { closeAll, figures } from "./testing/figures";
import { inThread } from "./thread";

const EMAIL = "Jane.Canary@Example.COM";
const WORDS = [EMAIL, "jane.canary", "Canaryname", "+49 170 5550123", "canary-custom-77", "canary-secret"];
const VIEWER = "11111111-aaaa-4bbb-8ccc-222222222222";
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const view = (n: number, more: object = {}) => ({
  id: id(n),
  video_id: "v1",
  video_title: "Safety",
  started: "2026-01-01T10:00:00Z",
  updated_at: "2026-01-01T11:00:00Z",
  percentage: 50,
  tag1: "spring",
  ...more,
});
const jane = (n: number, more: object = {}) =>
  view(n, {
    viewer_id: VIEWER,
    viewer_name: "Jane Canaryname",
    viewer_email: EMAIL,
    viewer_phone: "+49 170 5550123",
    viewer_custom_id: "canary-custom-77",
    url: `https://example.com/?email=jane.canary%40example.com&n=canary-secret`,
    plink_id: "99999999-aaaa-4bbb-8ccc-222222222222",
    variables: { name: "Jane Canaryname", score: 3 },
    lead_note: "canary-secret",
    ...more,
  });

beforeAll(async () => {
  // First known by nothing, then by a custom id, then by address, then by id: names stand under each.
  await deliver(view(1, { viewer_name: "Jane Canaryname" }));
  await deliver(
    view(1, {
      viewer_custom_id: "canary-custom-77",
      viewer_name: "Jane Canaryname",
      updated_at: "2026-01-01T11:01:00Z",
    }),
  );
  await deliver(view(1, { viewer_email: "old.jane.canary@example.com", updated_at: "2026-01-01T11:02:00Z" }));
  await deliver(jane(1, { updated_at: "2026-01-01T11:03:00Z" }));
  await deliver(jane(2));
  await deliver(view(3, { viewer_id: VIEWER }));
  await deliver(view(4, { viewer_email: "somebody.else@example.com", viewer_name: "Else" }));
  await deliver(`{"id":"${id(5)}","viewer_email":"jane.canary@example.com",`);
  await deliver(jane(6, { started: "canary-secret" }));
  await deliver({ ...jane(7), video_id: "v1", updated_at: "2099-01-01T00:00:00Z" });
  await db().write((tx) =>
    tx.segment.create({
      data: { id: "s", userId: "u", name: "x", shared: true, search: "q=jane.canary%40example.com" },
    }),
  );
});
afterAll(closeAll);

test("before: held in many places, and found by each of address, custom id and viewer", async () => {
  expect(await figures()).toEqual({ views: 4, viewers: 2 });
  expect((await placesOf(WORDS)).length).toBeGreaterThan(8);
  for (const asked of [
    { by: "email", value: " jane.canary@example.com" },
    { by: "custom", value: "canary-custom-77 " },
    { by: "viewer", value: VIEWER },
  ] as const) {
    const { views, identifiers, shared } = await person(asked);
    expect([views.sort(), shared]).toEqual([[id(1), id(2), id(3)], 0]);
    expect(identifiers.map(({ value }) => value)).toContain("old.jane.canary@example.com");
  }
  expect(await erasePerson({ by: "email", value: "nobody@example.com" }, { counted: true, actor: null })).toBeNull();
});

test("erased: nothing is left in any column or file, and the figures stay", async () => {
  const done = await erasePerson({ by: "email", value: EMAIL }, { counted: true, actor: null });
  expect(done).toMatchObject({ views: 3, quarantined: 3, pseudonym: expect.stringMatching(/^x-/) });
  expect(await figures()).toEqual({ views: 4, viewers: 2 });
  expect(await placesOf([...WORDS, VIEWER, "99999999-aaaa"])).toEqual([]);
  const row = await db().read.view.findUniqueOrThrow({ where: { id: id(1) } });
  expect(row).toMatchObject({
    viewerKey: done?.pseudonym,
    percentage: 50,
    tag1: "spring",
    variables: null,
    extra: null,
  });
  expect(await db().read.view.findUniqueOrThrow({ where: { id: id(4) } })).toMatchObject({ viewer_name: "Else" });
  expect((await auditPage({ page: 1, pageSize: 1, action: null })).rows[0]).toMatchObject({
    action: "person.erased",
    subject: done?.pseudonym,
    details: { views: 3, counts: "kept" },
  });
});

test("what is delivered again is applied without personal data, for the same viewer", async () => {
  const [{ pseudonym } = { pseudonym: "" }] = await db().read.tombstone.findMany({ take: 1 });
  expect(await deliver(jane(2))).toMatchObject([{ outcome: "applied", id: id(2) }]);
  expect(await deliver(jane(1, { percentage: 80, updated_at: "2026-02-01T00:00:00Z" }))).toMatchObject([
    { outcome: "applied" },
  ]);
  expect(await deliver(jane(2, { percentage: 1, updated_at: "2025-02-01T00:00:00Z" }))).toMatchObject([
    { outcome: "stale" },
  ]);
  // A further view: by address in another spelling, by id, by custom id; and one that tells whose it is only later.
  await deliver(view(10, { viewer_email: "JANE.canary@example.com", viewer_phone: "+49 170 5550123" }));
  await deliver(view(11, { viewer_id: VIEWER, url: "https://canary-secret" }));
  await deliver(view(12, { viewer_custom_id: "canary-custom-77" }));
  await deliver(view(13, { viewer_name: "Jane Canaryname", variables: { a: "canary-secret" } }));
  await deliver(view(13, { viewer_email: EMAIL, updated_at: "2026-03-01T00:00:00Z" }));
  await deliver([view(14, { viewer_name: "Jane Canaryname" }), view(14, { viewer_email: EMAIL })]);
  await deliver(`[{"viewer_email":"jane.canary%40example.com"`);
  await deliver(jane(15, { started: "never" }));
  expect(await ingestRecords([jane(2), jane(15, { percentage: 7 })], { source: "import" })).toMatchObject([
    { outcome: "applied" },
    { outcome: "applied" },
  ]);
  await deliver(view(16, { viewer_id: "somebody-new" }));
  const known = { id: "somebody-new", name: "Jane Canaryname", email: EMAIL };
  expect(await storeViewers([JSON.stringify(known), JSON.stringify({ ...known, id: VIEWER })])).toBe(1);
  // Of 13 more was stored before it was known whose it is: SQLite's log is emptied a little later.
  await inThread("clean", { texts: [] });
  expect(await placesOf(WORDS)).toEqual([]);
  expect(await figures()).toEqual({ views: 11, viewers: 3 });
  const rows = await db().read.view.findMany({ where: { id: { notIn: [id(4), id(16)] } } });
  expect(new Set(rows.map((row) => row.viewerKey))).toEqual(new Set([pseudonym]));
  expect(await db().read.view.findUniqueOrThrow({ where: { id: id(1) } })).toMatchObject({ percentage: 80 });
  expect(await db().read.delivery.count({ where: { state: "open" } })).toBe(0);
  const kept = await db().read.delivery.findMany({ where: { outcome: "quarantined" }, select: { id: true } });
  expect(await replay(kept.map((one) => one.id))).toMatchObject({ skipped: kept.length });
});

test("erased once more, with counts dropped: the views leave the figures and stay out", async () => {
  const { pseudonym } = await db().read.tombstone.findFirstOrThrow();
  const done = await erasePerson({ by: "viewer", value: pseudonym }, { counted: false, actor: null });
  expect(done).toMatchObject({ views: 9, pseudonym });
  expect(await figures()).toEqual({ views: 2, viewers: 2 });
  expect(await deliver(jane(2, { updated_at: "2026-05-01T00:00:00Z" }))).toMatchObject([{ outcome: "applied" }]);
  expect(await deliver(jane(20))).toMatchObject([{ outcome: "applied", id: id(20) }]);
  expect(await deliver(jane(20))).toMatchObject([{ outcome: "applied", id: id(20) }]);
  expect(await figures()).toEqual({ views: 2, viewers: 2 });
  expect(await placesOf(WORDS)).toEqual([]);
});
