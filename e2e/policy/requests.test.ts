import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "../../lib/db";
import { createWebhookKey, retireWebhookKey } from "../../lib/ingest/keys";
import { type Answer, House, KEY, UMLAUT_KEY, view } from "./house";

const house = new House();
/** Every answer but 200, to be found in the counts at the end. */
const refused = new Map<number, number>();
const MIB = 1_048_576;

beforeAll(() => house.start());
afterAll(() => house.stop());

const body = () => JSON.stringify(view());
const sized = (text: string) => [`Content-Length: ${Buffer.byteLength(text)}`, "Content-Type: application/json"];
const stored = async () => [await db().read.delivery.count(), await db().read.view.count()];

async function refuses(status: number, answer: Promise<Answer>): Promise<Answer> {
  const before = await stored();
  const got = await answer;
  refused.set(got.status, (refused.get(got.status) ?? 0) + 1);
  expect(got.status).toBe(status);
  expect(JSON.parse(got.body)).toMatchObject({ type: "about:blank", status });
  expect(got.headers.get("content-type")).toBe("application/problem+json");
  expect(await stored(), "nothing is stored").toEqual(before);
  return got;
}

describe("keys", () => {
  const posted = (headers: Record<string, string>, query = "") => house.post(body(), headers, query);
  const byHand = (key: string | null, ...lines: string[]) => {
    const text = body();
    return house.raw([...sized(text), ...lines], { key, body: text });
  };
  const wrong: [name: string, send: () => Promise<Answer>][] = [
    ["no key", () => byHand(null)],
    ["an empty key", () => byHand("")],
    ["a blank key", () => byHand("   ")],
    ["one byte off", () => posted({ "X-KEY": `${KEY.slice(0, -1)}!` })],
    ["one byte less", () => posted({ "X-KEY": KEY.slice(0, -1) })],
    ["one byte more", () => posted({ "X-KEY": `${KEY}x` })],
    ["other case", () => posted({ "X-KEY": KEY.toUpperCase() })],
    ["in quotes", () => posted({ "X-KEY": `"${KEY}"` })],
    ["10,000 bytes", () => posted({ "X-KEY": "k".repeat(10_000) })],
    ["the right key twice", () => byHand(KEY, `X-KEY: ${KEY}`)],
    ["the right key and a wrong one", () => byHand(KEY, "x-key: other")],
    ["two right keys in one header", () => posted({ "X-KEY": `${KEY}, ${KEY}` })],
    ["bytes beyond ASCII", () => byHand("\xff\xfe\x80")],
    [
      "the key in the query alone",
      () =>
        house
          .raw(sized("{}"), { key: null, body: "{}" })
          .then(() => posted({ "X-KEY": "" }, `?key=${KEY}&x-key=${KEY}`)),
    ],
    ["the key as Authorization", () => byHand(null, `Authorization: Bearer ${KEY}`)],
    ["the key as a cookie", () => byHand(null, `Cookie: X-KEY=${KEY}`)],
    ["the digest of the key", () => posted({ "X-KEY": "0".repeat(64) })],
  ];
  test.each(wrong)("%s: 401", async (name, send) => {
    // Two requests were sent for it.
    if (name.includes("query")) refused.set(401, (refused.get(401) ?? 0) + 1);
    const { body: text, headers } = await refuses(401, send());
    expect(JSON.parse(text)).toEqual({
      type: "about:blank",
      title: "Not signed in",
      status: 401,
      detail: "A valid webhook key is needed in the header X-KEY.",
    });
    // Nothing that would tell one from another, besides what every answer has.
    const always =
      /^(content-encoding|content-security-policy|cross-origin-resource-policy|permissions-policy|referrer-policy|x-(content-type-options|frame-options|request-id))$/;
    expect([...headers.keys()].filter((one) => !always.test(one)).sort()).toEqual(
      ["cache-control", "connection", "content-type", "date", "keep-alive", "transfer-encoding", "vary"].sort(),
    );
  });

  test("the right key is taken, with blanks around and in a header of any case", async () => {
    const text = body();
    expect((await house.raw([...sized(text), `x-Key:  ${KEY} `], { key: null, body: text })).status).toBe(200);
  });

  test("a key beyond ASCII is taken as UTF-8 and as Latin-1", async () => {
    for (const encoding of ["utf8", "latin1"] as const) {
      const text = body();
      const key = Buffer.from(UMLAUT_KEY, encoding).toString("latin1");
      expect((await house.raw(sized(text), { key, body: text })).status).toBe(200);
    }
  });

  test("an old key is taken until it expires; expired and retired it is a 401 like any other", async () => {
    // Written by another process than the server: it looks again once a second.
    const old = await createWebhookKey({ label: "old", expiresAt: new Date(Date.now() + 4_000) });
    const other = await createWebhookKey({ label: "other" });
    for (;;) {
      const { status } = await posted({ "X-KEY": old.key });
      if (status === 200) break;
      refused.set(status, (refused.get(status) ?? 0) + 1);
      await sleep(100);
    }
    expect((await posted({ "X-KEY": other.key })).status).toBe(200);
    await retireWebhookKey(other.id);
    await sleep(4_100);
    for (const { key } of [old, other]) await refuses(401, posted({ "X-KEY": key }));
  });
});

describe("methods", () => {
  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "SEARCH"])(
    "%s: 405 that names POST",
    async (method) => {
      for (const key of [KEY, null]) {
        const answer = await house.raw(["Connection: close"], { method, key });
        refused.set(405, (refused.get(405) ?? 0) + 1);
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
      }
    },
  );
});

describe("bodies that are not taken", () => {
  test.each(["gzip", "GZIP", "br", "deflate", "zstd", "gzip, identity"])(
    "Content-Encoding %s: 415",
    async (encoding) => {
      await refuses(415, house.post(body(), { "Content-Encoding": encoding }));
    },
  );
  test("Content-Length over the cap: 413 before anything of it is read", async () => {
    await refuses(413, house.raw([`Content-Length: ${MIB + 1}`]));
    await refuses(413, house.raw(["Content-Length: 99999999999"]));
  });
  test("a body over the cap that is sent all the same: 413, and its sender gets to hear it", async () => {
    for (const size of [MIB + 1, 3 * MIB, 12 * MIB]) await refuses(413, house.post(new Uint8Array(size).fill(32)));
  });
  test("an endless chunked body: 413 once it is over the cap", async () => {
    const chunk = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(65_536, 32), Buffer.from("\r\n")]);
    await refuses(413, house.raw(["Transfer-Encoding: chunked"], { more: Array.from({ length: 400 }, () => chunk) }));
  });
  test("1 MiB exactly is taken, declared and chunked", async () => {
    const text = body();
    const padded = text + " ".repeat(MIB - Buffer.byteLength(text));
    expect(JSON.parse((await house.post(padded)).body)).toMatchObject({ outcome: "applied" });
    const chunked = `${MIB.toString(16)}\r\n${padded}\r\n0\r\n\r\n`;
    expect(JSON.parse((await house.raw(["Transfer-Encoding: chunked"], { body: chunked })).body)).toMatchObject({
      outcome: "duplicate",
    });
  });
  test("without a key a body is not read, however large or endless", async () => {
    await refuses(401, house.raw(["Content-Length: 99999999999"], { key: null }));
    await refuses(401, house.raw(["Transfer-Encoding: chunked"], { key: "wrong", body: "10000\r\n" }));
    await refuses(401, house.post(new Uint8Array(3 * MIB), { "X-KEY": "wrong" }));
  });
  test("no body, no type, no length at all: kept as a test", async () => {
    const { body: text } = await house.raw([]);
    expect(JSON.parse(text)).toMatchObject({ outcome: "quarantined", reason: "test" });
  });
  test("a slow body is waited for, in one piece or in many", async () => {
    const text = body();
    const pieces = [0, 0.25, 0.5, 0.75].map((part) =>
      text.slice(Math.floor(part * text.length), Math.floor((part + 0.25) * text.length)),
    );
    const answer = await house.raw(sized(text), { more: pieces, gap: 1_000 });
    expect([answer.status, JSON.parse(answer.body).outcome]).toEqual([200, "applied"]);
  });
  test("headers of 100 KB are refused, and the server goes on", async () => {
    expect((await house.raw([`X-More: ${"a".repeat(100_000)}`])).status).toBe(431);
    expect((await house.post(body())).status).toBe(200);
  });
  test("a sender that leaves in the middle of its body is no error of the server", async () => {
    const before = house.server?.output().length ?? 0;
    await expect(house.raw(["Content-Length: 100"], { body: "{", patience: 300 })).rejects.toThrow();
    refused.set(400, 1);
    expect((await house.post(body())).status).toBe(200);
    expect(house.server?.output().slice(before)).toBe("");
  });
  test("a trailing slash is no redirect", async () => {
    const answer = await fetch(`${house.server?.origin}/api/webhooks/views/`, {
      method: "POST",
      redirect: "manual",
      headers: { "X-KEY": KEY },
      body: body(),
    });
    expect(answer.status).toBe(200);
  });
});

test("a whole address as target counts by its path, and leads nowhere else", async () => {
  const text = body();
  const target = "http://elsewhere.example.com/api/webhooks/views";
  expect((await house.raw(sized(text), { target, body: text })).status).toBe(200);
  for (const odd of ["*", "http://[/api/webhooks/views", "mailto:a@example.com"]) {
    const { status, headers } = await house.raw(["Connection: close"], { method: "GET", target: odd });
    expect(status).toBeLessThan(500);
    expect(headers.get("location") ?? "/").toMatch(/^\//);
  }
});

test("every refusal is counted durably, by status", async () => {
  const counted = async () => {
    const rows = await db().read.rejection.groupBy({
      by: ["status"],
      _sum: { count: true },
      orderBy: { status: "asc" },
    });
    return Object.fromEntries(rows.map((row) => [row.status, row._sum.count]));
  };
  await expect.poll(counted, { timeout: 12_000 }).toEqual(Object.fromEntries(refused));
});
