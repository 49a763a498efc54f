import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { toIncoming } from "../ingest/incoming";
import { ingest } from "../ingest/ingest";
import { erasePerson, person } from "./erase";
import { exportPerson } from "./export-person";
import { quarantinedOf } from "./leftovers";
import { deliver, placesOf } from "./testing/deliveries";
import { closeAll } from "./testing/figures";

afterAll(closeAll);

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const view = (n: number, more: object = {}) => ({
  id: id(n),
  video_id: "v1",
  started: "2026-01-01T10:00:00Z",
  updated_at: "2026-01-01T11:00:00Z",
  ...more,
});
const KEPT = { counted: true, actor: null };
const rows = async (n: number) => db().read.view.findUniqueOrThrow({ where: { id: id(n) } });
const tables = async (words: string[]) => (await placesOf(words)).filter((place) => /^[a-z_]+\.[a-z_]+$/.test(place));

test("somebody known from quarantine alone is handed out and erased, and stays so", async () => {
  await deliver(`{"viewer_email":"only.canary%40example.com",`);
  const asked = { by: "email", value: "only.canary@example.com" } as const;
  const text = await new Response(await exportPerson(asked, "u")).text();
  expect(JSON.parse(text).quarantine).toHaveLength(1);
  expect(await erasePerson(asked, KEPT)).toMatchObject({ views: 0, quarantined: 1, isLeft: false });
  expect(await placesOf(["only.canary"])).toEqual([]);
  await deliver(view(1, { viewer_email: "ONLY.canary@example.com" }));
  expect(await rows(1)).toMatchObject({ viewer_email: null, viewerKey: expect.stringMatching(/^x-/) });
  await expect(exportPerson({ by: "email", value: "nobody@example.com" }, "u")).rejects.toThrow("Nobody");
  expect(await erasePerson({ by: "custom", value: "nobody" }, KEPT)).toBeNull();
});

test("what is handed out is about the person: nothing that is unknown, and nothing of the program's own", async () => {
  const sent = view(3, {
    ...{ viewer_id: "w3", viewer_email: "handed.canary@example.com", percentage: 40, owner_id: "o", export_count: 2 },
    ...{ variables: { a: [1] }, note: "further" },
  });
  await deliver(sent);
  await deliver(view(4, { viewer_id: "w4", url: "https://example.com/?m=handed.canary@example.com" }));
  const text = await new Response(await exportPerson({ by: "email", value: "handed.canary@example.com" }, "u")).text();
  const now = expect.stringMatching(/^20\d\d-.*Z$/);
  expect(JSON.parse(text)).toEqual({
    exported_at: now,
    known_by: [
      { kind: "viewer", value: "w3" },
      { kind: "email", value: "handed.canary@example.com" },
    ],
    names: [{ email: "handed.canary@example.com" }],
    views: [
      {
        ...{ id: id(3), video_id: "v1", started: "2026-01-01T10:00:00.000Z", updated_at: "2026-01-01T11:00:00.000Z" },
        ...{ viewer_id: "w3", viewer_email: "handed.canary@example.com", percentage: 40 },
        ...{ variables: { a: [1] }, extra: { note: "further" }, received_at: now },
      },
    ],
    deliveries: [{ received_at: now, source: "webhook", view_id: id(3), body: JSON.stringify(sent) }],
    quarantine: [],
    named_in_views_of_others: [{ id: id(4), url: "https://example.com/?m=handed.canary@example.com" }],
    named_in_deliveries_of_others: [{ id: expect.any(String), received_at: now, source: "webhook" }],
  });
});

test("records in quarantine that name somebody are counted beside their views", async () => {
  await deliver(view(5, { viewer_id: "w5", viewer_email: "counted.canary@example.com" }));
  await deliver(`{"viewer_email":"counted.canary%40example.com",`);
  await deliver(`{"viewer_email":"another@example.com",`);
  const found = await person({ by: "email", value: "counted.canary@example.com" });
  expect([found.views.length, await quarantinedOf(found)]).toEqual([1, 1]);
  await db().write((tx) => tx.delivery.deleteMany({ where: { state: "open" } }));
});

test("an address of which only an earlier delivery told is erased from that one's body", async () => {
  await deliver(view(2, { viewer_id: "w2", viewer_email: "earlier.canary@example.com" }));
  await deliver(view(2, { viewer_id: "w2", viewer_email: "later@example.com", updated_at: "2026-01-02T00:00:00Z" }));
  const done = await erasePerson({ by: "email", value: "earlier.canary@example.com" }, KEPT);
  expect(done).toMatchObject({ others: 1 });
  expect(await tables(["earlier.canary"])).toEqual([]);
  expect(await rows(2)).toMatchObject({ viewer_email: "later@example.com", viewer_id: "w2" });
});

test("fields and bodies of others lose what names the person, and only that; delivered again they do without", async () => {
  const others = [
    view(10, { url: "https://example.com/?m=url.canary%2540example.com", variables: { color: "blue" } }),
    view(11, { variables: { mail: "url.canary@example.com" }, url: "https://example.com/x" }),
    view(12, { note: "ask url.canary@example.com", viewer_id: "w12", viewer_name: "Another" }),
    view(13, { url: "https://example.com/?m=other@example.com", variables: { employee: "employee" } }),
  ];
  await deliver(others);
  await deliver(view(14, { viewer_email: "Url.Canary@example.com", viewer_custom_id: "employee" }));
  const asked = { by: "email", value: "url.canary@example.com" } as const;
  expect(await erasePerson(asked, KEPT)).toMatchObject({ views: 1, others: 6, isLeft: false });
  const check = async () => {
    expect(await tables(["url.canary"])).toEqual([]);
    expect(await rows(10)).toMatchObject({ url: null, variables: '{"color":"blue"}' });
    expect(await rows(11)).toMatchObject({ url: "https://example.com/x", variables: null });
    expect(await rows(12)).toMatchObject({ extra: null, viewer_name: "Another", viewerKey: "w12" });
    expect(await rows(13)).toMatchObject({ url: "https://example.com/?m=other@example.com" });
    expect((await rows(13)).variables).toContain("employee");
  };
  await check();
  await deliver(others);
  await check();
});

test("what is left is told: the address of a user of this program", async () => {
  await db().write((tx) => tx.user.create({ data: { id: "u9", email: "user.canary@example.com", role: "viewer" } }));
  await deliver(view(20, { viewer_email: "user.canary@example.com" }));
  const done = await erasePerson({ by: "email", value: "user.canary@example.com" }, KEPT);
  expect(done).toMatchObject({ views: 1, isLeft: true });
  await db().write((tx) => tx.user.deleteMany({ where: { id: "u9" } }));
});

test("names of files go from the ledger, of rows that were applied too, and do not come back", async () => {
  const load = (n: number) => {
    const from = { receivedAt: Date.now(), source: "import", keyId: null, chunk: `chunk ${n}` } as const;
    const record = view(n, { viewer_id: "w30" });
    const origin = { file: "file.canary@example.com.csv", line: n };
    return ingest([{ ...toIncoming(record, Buffer.from(JSON.stringify(record)), from), origin }]);
  };
  await load(30);
  expect(await tables(["file.canary"])).toEqual(["deliveries.origin"]);
  await deliver(view(31, { viewer_email: "file.canary@example.com" }));
  await erasePerson({ by: "email", value: "file.canary@example.com" }, KEPT);
  expect(await placesOf(["file.canary"])).toEqual([]);
  expect(await load(32)).toMatchObject([{ outcome: "applied" }]);
  expect(await tables(["file.canary"])).toEqual([]);
});

test("an erasure that was cut off behind the views is finished by the next", async () => {
  await deliver(view(40, { viewer_email: "cut.canary@example.com", viewer_name: "Cutoff Canary" }));
  const asked = { by: "email", value: "cut.canary@example.com" } as const;
  const done = await erasePerson(asked, KEPT);
  // As one would have left it that did the views first: under its tombstones, with what waited in quarantine.
  await deliver("broken");
  const body = Buffer.from("cut.canary@example.com");
  await db().write((tx) => tx.delivery.updateMany({ where: { state: "open" }, data: { body } }));
  expect(await erasePerson(asked, KEPT)).toMatchObject({ pseudonym: done?.pseudonym, views: 0, quarantined: 1 });
  expect(await placesOf(["cut.canary", "Cutoff"])).toEqual([]);
});
