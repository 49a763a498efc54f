import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/webhooks/views/route";
import { db } from "../db";
import { ingestRecords } from "./ingest";
import { createWebhookKey, retireWebhookKey } from "./keys";

const ID = "9bce33d1-120c-4bb5-8b5a-499896140f20";
const EXAMPLE = {
  id: ID,
  video_id: "0452e22e-5e15-4b51-bcc7-0be4c0df99b1",
  video_title: "Interactive Video #9",
  started: "Sat, 1 Jan 2022 05:12:32 UTC +00:00",
  finished: "Sat, 1 Jan 2022 05:15:24 UTC +00:00",
  elapsed: 172,
  percentage: 95,
  viewer_id: "8b5ce4b2-8bc6-4252-bdeb-a7304d7e028e",
  viewer_name: "John Doe",
  participation: 98,
  correctness: null,
  tag1: "myTag1",
  export_count: 1,
  variables: { name: "John", color: "blue", favorite_number: 7 },
  created_at: "Sat, 1 Jan 2022 05:12:32 UTC +00:00",
  updated_at: "Sat, 1 Jan 2022 05:15:24 UTC +00:00",
};
const newId = () => crypto.randomUUID();
let key = "";

beforeAll(async () => {
  const before = await send({ body: "{}", key: "anything" });
  expect(before.status).toBe(503);
  expect(before.headers.get("retry-after")).toBeTruthy();
  ({ key } = await createWebhookKey({ label: "test" }));
});
afterAll(() => db().close());

interface Sent {
  body: string | Uint8Array<ArrayBuffer> | ReadableStream;
  key?: string | null;
  headers?: Record<string, string>;
}
function send({ body, key: ownKey = key, headers = {} }: Sent): Promise<Response> {
  const all = { "content-type": "application/json", ...(ownKey === null ? {} : { "x-key": ownKey }), ...headers };
  return POST(
    new Request("http://localhost/api/webhooks/views", {
      method: "POST",
      body,
      headers: all,
      duplex: "half",
    } as RequestInit),
    {},
  );
}
const post = async (value: unknown, headers?: Record<string, string>) =>
  (await send({ body: typeof value === "string" ? value : JSON.stringify(value), headers })).json();

describe("the sender's example", () => {
  test("applied, then duplicate, then stale", async () => {
    expect(await post(EXAMPLE)).toMatchObject({ outcome: "applied", id: ID });
    expect(await post(EXAMPLE)).toMatchObject({ outcome: "duplicate", id: ID });
    expect(await post({ ...EXAMPLE, export_count: 2 })).toMatchObject({ outcome: "duplicate" });
    expect(await post({ ...EXAMPLE, percentage: 10, updated_at: "2022-01-01T05:13:00Z" })).toMatchObject({
      outcome: "stale",
    });
    expect(await post({ ...EXAMPLE, percentage: 99, updated_at: "2022-01-01T05:16:00Z" })).toMatchObject({
      outcome: "applied",
    });
    const row = await db().read.view.findUniqueOrThrow({ where: { id: ID } });
    expect(row).toMatchObject({
      percentage: 99,
      correctness: null,
      export_count: 2,
      variables: '{"color":"blue","favorite_number":7,"name":"John"}',
      occurredAt: 1641013952000n,
      viewerKey: EXAMPLE.viewer_id,
    });
    expect(
      await db().read.delivery.groupBy({
        by: ["outcome"],
        where: { viewId: ID },
        _count: true,
        orderBy: { outcome: "asc" },
      }),
    ).toEqual([
      { outcome: "applied", _count: 2 },
      { outcome: "duplicate", _count: 2 },
      { outcome: "stale", _count: 1 },
    ]);
    expect(await db().read.video.findUnique({ where: { id: EXAMPLE.video_id } })).toMatchObject({
      title: "Interactive Video #9",
    });
    expect(await db().read.viewer.findUnique({ where: { key: EXAMPLE.viewer_id } })).toMatchObject({
      name: "John Doe",
      email: null,
    });
  });
});

describe("keys", () => {
  test.each([null, "", "x", "wrong-key-wrong-key-wrong-key-wrong-key-wrong"])(
    "%j is refused and nothing is stored",
    async (wrong) => {
      const before = await db().read.delivery.count();
      const answer = await send({ body: JSON.stringify(EXAMPLE), key: wrong });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toEqual({
        type: "about:blank",
        title: "Not signed in",
        status: 401,
        detail: "A valid webhook key is needed in the header X-KEY.",
      });
      expect(await db().read.delivery.count()).toBe(before);
    },
  );
  test("one byte off, one longer, twice", async () => {
    for (const wrong of [`${key.slice(0, -1)}!`, `${key}x`, `${key}, ${key}`])
      expect((await send({ body: "{}", key: wrong })).status).toBe(401);
  });
  test("a retired key is refused", async () => {
    const other = await createWebhookKey({ label: "old", key: "pasted-from-mindstamp" });
    expect((await send({ body: "{}", key: other.key })).status).toBe(200);
    await retireWebhookKey(other.id);
    expect((await send({ body: "{}", key: other.key })).status).toBe(401);
  });
});

describe("bodies", () => {
  test.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>, string]>([
    ["empty", "", {}, "test"],
    ["truncated", '{"id":', {}, "invalid_json"],
    ["null", "null", {}, "not_an_object"],
    ["a string", '"x"', {}, "not_an_object"],
    ["a number", "1", {}, "not_an_object"],
    ["invalid UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), {}, "invalid_utf8"],
    ["200,000 nested arrays", "[".repeat(200_000), {}, "too_deep"],
    [
      "deep variables",
      JSON.stringify({ ...EXAMPLE, id: newId() }).replace('"blue"', "[".repeat(70) + "]".repeat(70)),
      {},
      "too_deep",
    ],
    ["a form", "id=1", { "content-type": "application/x-www-form-urlencoded" }, "content_type"],
    ["XML", "<view/>", { "content-type": "application/xml" }, "content_type"],
    [
      "an unsafe number",
      JSON.stringify({ ...EXAMPLE, id: newId() }).replace(":7}", ":9007199254740993}"),
      {},
      "unsafe_number",
    ],
    ["an interaction", JSON.stringify({ id: newId(), type_of: "click", parent_id: newId() }), {}, "interaction"],
    [
      "a future update",
      JSON.stringify({ ...EXAMPLE, id: newId(), updated_at: new Date(Date.now() + 700_000).toISOString() }),
      {},
      "updated_in_future",
    ],
    [
      "another video",
      JSON.stringify({ ...EXAMPLE, video_id: newId(), updated_at: "2023-01-01T00:00:00Z" }),
      {},
      "other_video",
    ],
  ])("%s is quarantined whole", async (_, body, headers, reason) => {
    const answer = await send({ body, headers });
    expect(answer.status).toBe(200);
    const outcome = (await answer.json()) as { outcome: string; reason: string; delivery: string };
    expect(outcome).toMatchObject({ outcome: "quarantined", reason });
    const row = await db().read.delivery.findUniqueOrThrow({ where: { id: outcome.delivery } });
    expect(Buffer.from(row.body ?? []).equals(Buffer.from(body))).toBe(true);
  });

  test.each([{ "content-type": "text/plain" }, { "content-type": "" }])("JSON as %j is applied", async (headers) => {
    expect(await post({ ...EXAMPLE, id: newId() }, headers)).toMatchObject({ outcome: "applied" });
  });
  test("a byte order mark and a wrapper are tolerated", async () => {
    expect(await post(`\uFEFF${JSON.stringify({ ...EXAMPLE, id: newId() })}`)).toMatchObject({ outcome: "applied" });
    expect(await post({ view: { ...EXAMPLE, id: newId() } })).toMatchObject({ outcome: "applied" });
  });
  test("an array answers in order", async () => {
    const id = newId();
    const older = { ...EXAMPLE, id, percentage: 1, updated_at: "2022-01-01T05:13:00Z" };
    expect(await post([{ ...EXAMPLE, id }, null, { ...EXAMPLE, id }, older])).toMatchObject({
      outcomes: [{ outcome: "applied" }, { outcome: "quarantined" }, { outcome: "duplicate" }, { outcome: "stale" }],
    });
    expect(await post("[]")).toEqual({ outcomes: [] });
  });
  test("gzip is 415, over 1 MiB is 413, declared or streamed", async () => {
    expect((await send({ body: "x", headers: { "content-encoding": "gzip" } })).status).toBe(415);
    expect((await send({ body: "x", headers: { "content-length": "2000000" } })).status).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    expect((await send({ body: endless })).status).toBe(413);
    expect(pulled).toBeLessThan(25);
  });
  test("other methods are 405 with Allow", async () => {
    const answer = await GET(new Request("http://localhost/api/webhooks/views"), {});
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  });
});

test("32 parallel deliveries of one new id make one row", async () => {
  const id = newId();
  const answers = await Promise.all(Array.from({ length: 32 }, () => post({ ...EXAMPLE, id })));
  expect(answers.filter(({ outcome }) => outcome === "applied")).toHaveLength(1);
  expect(answers.filter(({ outcome }) => outcome === "duplicate")).toHaveLength(31);
});

test("who delivers as soon as the delivery before is answered does not wait for a third", async () => {
  for (let turn = 0; turn < 3; turn++) {
    const [outcome] = await ingestRecords([{ id: newId(), percentage: null }], { source: "backfill" });
    expect(outcome?.outcome).toBe("applied");
  }
}, 5_000);

test("finished before started is applied and flagged", async () => {
  const id = newId();
  expect(await post({ ...EXAMPLE, id, finished: "2022-01-01T05:00:00Z" })).toMatchObject({ outcome: "applied" });
  expect((await db().read.view.findUniqueOrThrow({ where: { id } })).flags).toBe('["finished<started"]');
});

test("a view was received when its first delivery arrived, whichever was committed first", async () => {
  const id = newId();
  const at = Date.now();
  for (const [minutes, outcome] of [
    [5, "applied"],
    [3, "duplicate"],
    [4, "duplicate"],
  ] as const) {
    const [stored] = await ingestRecords([{ id, percentage: 5 }], {
      source: "import",
      receivedAt: at - minutes * 60_000,
    });
    expect(stored?.outcome).toBe(outcome);
  }
  const earlier = at - 9 * 60_000;
  await ingestRecords([{ id, percentage: 5 }], { source: "import", receivedAt: earlier });
  expect(await db().read.view.findUniqueOrThrow({ where: { id } })).toMatchObject({
    receivedAt: BigInt(earlier),
    occurredAt: BigInt(earlier),
  });
});

test("a chunk has one ledger row an outcome, and unreadable records one each", async () => {
  const outcomes = await ingestRecords([{ ...EXAMPLE, id: newId() }, { ...EXAMPLE, id: newId() }, { nonsense: true }], {
    source: "demo",
  });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["applied", "applied", "quarantined"]);
  expect(
    await db().read.delivery.findMany({
      where: { source: "demo" },
      orderBy: { records: "desc" },
      select: { outcome: true, records: true },
    }),
  ).toEqual([
    { outcome: "applied", records: 2 },
    { outcome: "quarantined", records: 1 },
  ]);
});
