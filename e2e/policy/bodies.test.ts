import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { House, newId, type Outcome, VIDEO, view } from "./house";

const house = new House();
beforeAll(() => house.start());
afterAll(() => house.stop());

const text = (fields: Record<string, unknown> = {}) => JSON.stringify(view(fields));
const bytes = (...parts: (string | number[])[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
/** A view whose JSON text is edited where no value could be written. */
const edited = (from: string, to: string, fields: Record<string, unknown> = {}) => text(fields).replace(from, to);
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

type Body = string | Uint8Array<ArrayBuffer>;

describe("kept whole in quarantine", () => {
  const JSON_TYPE = "application/json";
  const cases: [name: string, reason: string, body: Body, type?: string][] = [
    ["an empty body", "test", ""],
    ["blanks", "test", " \r\n\t "],
    ["a byte order mark alone", "test", bytes([0xef, 0xbb, 0xbf])],
    ["an empty object", "test", "{}"],
    ["the word test", "test", "test"],
    ["the word test as JSON", "test", '"test"'],
    ["an object that says test", "test", '{"test":true}'],
    ["an object without any field of a view", "test", '{"event":"ping","at":"now"}'],
    ["truncated JSON", "invalid_json", text().slice(0, -1)],
    ["JSON cut in a string", "invalid_json", '{"id":"9bce33d1'],
    ["a truncated array", "invalid_json", `[${text()},`],
    ["an array with a trailing comma", "invalid_json", `[${text()},]`],
    ["something after the end", "invalid_json", `${text()} x`],
    ["two views in lines", "invalid_json", `${text()}\n${text()}`],
    ["single quotes", "invalid_json", "{'id':1}"],
    ["NaN", "invalid_json", edited('"elapsed":172', '"elapsed":NaN')],
    ["null", "not_an_object", "null"],
    ["a string", "not_an_object", '"x"'],
    ["a number", "not_an_object", "1"],
    ["true", "not_an_object", "true"],
    ["a byte that is no UTF-8", "invalid_utf8", bytes('{"id":"', [0xff], '"}')],
    ["Latin-1", "invalid_utf8", bytes('{"viewer_name":"J', [0xf6], 'rg"}')],
    ["UTF-16", "invalid_utf8", new Uint8Array(Buffer.from(`\ufeff${text()}`, "utf16le"))],
    ["half of a surrogate pair in UTF-8", "invalid_utf8", bytes('{"a":"', [0xed, 0xa0, 0x80], '"}')],
    ["an overlong NUL", "invalid_utf8", bytes('{"a":"', [0xc0, 0x80], '"}')],
    ["a form", "content_type", "id=1&percentage=95", "application/x-www-form-urlencoded"],
    ["JSON that calls itself a form", "content_type", text(), "application/x-www-form-urlencoded; charset=utf-8"],
    ["multipart", "content_type", '--x\r\n\r\n{"id":1}\r\n--x--', "multipart/form-data; boundary=x"],
    ["XML", "content_type", "<view><id>1</id></view>", "application/xml"],
    ["XML as text", "content_type", "<view/>", "Text/XML; charset=utf-8"],
    ["XML of a kind", "content_type", "<view/>", "application/soap+xml"],
    ["XML that says nothing", "invalid_json", "<view/>"],
    ["200,000 nested arrays", "too_deep", nested(200_000)],
    ["200,000 arrays that never end", "too_deep", "[".repeat(200_000)],
    ["200,000 nested objects", "too_deep", '{"a":'.repeat(200_000)],
    ["variables nested beyond 64 levels", "too_deep", edited('"blue"', nested(63))],
    ["unknown fields nested beyond 64 levels", "too_deep", edited('"blue"', `1},"deep":{"a":${nested(63)}`)],
    ["100,000 keys", "too_many_keys", `{${Array.from({ length: 100_000 }, (_, i) => `"${i}":1`).join()}}`],
    ["300,000 values", "too_many_values", edited('"blue"', `[${"{},".repeat(300_000)}1]`)],
    ["1e400", "unsafe_number", edited('"elapsed":172', '"elapsed":1e400')],
    ["2^53+1 in variables", "unsafe_number", edited('"favorite_number":7', '"favorite_number":9007199254740993')],
    ["−(2^53+1) deep in an unknown field", "unsafe_number", edited("{", '{"more":[{"n":[-9007199254740993]}],')],
    [
      "2^53+1 written otherwise",
      "unsafe_number",
      edited('"favorite_number":7', '"favorite_number":9.007199254740993e15'),
    ],
    [
      "more digits than are held",
      "unsafe_number",
      edited('"favorite_number":7', '"favorite_number":0.12345678901234567890'),
    ],
    ["a number of a million digits", "unsafe_number", `{"id":1${"0".repeat(1_000_000)}1}`],
    ["no id", "invalid_id", text({ id: undefined })],
    ["an empty id", "invalid_id", text({ id: "" })],
    ["a null id", "invalid_id", text({ id: null })],
    ["a number as id", "invalid_id", text({ id: 12 })],
    ["an id that is no UUID", "invalid_id", text({ id: "9bce33d1-120c-4bb5-8b5a" })],
    ["an id in braces", "invalid_id", text({ id: `{${newId()}}` })],
    ["an array as id", "invalid_id", text({ id: [newId()] })],
    ["30 February", "invalid_date", text({ started: "Wed, 30 Feb 2022 05:12:32 UTC +00:00" })],
    ["29 February of a common year", "invalid_date", text({ finished: "2023-02-29T00:00:00Z" })],
    ['"0"', "invalid_date", text({ updated_at: "0" })],
    ["a date as a number", "invalid_date", text({ created_at: 1640000000 })],
    ["the year 275760", "invalid_date", text({ created_at: "+275760-09-13T00:00:00.000Z" })],
    ["24 o'clock", "invalid_date", text({ started: "2022-01-01T24:00:00Z" })],
    ["the 13th month", "invalid_date", text({ started: "2022-13-01" })],
    ["an offset of 99 hours", "invalid_date", text({ started: "2022-01-01T00:00:00+99:00" })],
    ["a word as a date", "invalid_date", text({ started: "yesterday" })],
    ["an update eleven minutes ahead", "updated_in_future", text({ updated_at: ahead(11) })],
    ["an update a century ahead", "updated_in_future", text({ updated_at: "2126-01-01T00:00:00Z" })],
    ["an interaction", "interaction", JSON.stringify(interaction())],
    [
      "an interaction told by its parent",
      "interaction",
      JSON.stringify({ id: newId(), parent_id: newId(), value: "Yes" }),
    ],
    [
      "a lead",
      "lead",
      JSON.stringify({ id: newId(), name: "Ann", email: "ann@example.com", phone: null, custom_id: null }),
    ],
    ["a lead of a view", "lead", JSON.stringify({ view_id: newId(), video_id: VIDEO, email: "ann@example.com" })],
    ["a view where none is looked for", "unknown_shape", JSON.stringify({ event: "view", data: { object: view() } })],
  ];
  test.each(cases)("%s: %s", async (_, reason, body, type = JSON_TYPE) => {
    const began = performance.now();
    const outcome = await house.deliver(body, { "Content-Type": type });
    expect(performance.now() - began, "not endless").toBeLessThan(5_000);
    expect(outcome).toMatchObject({ outcome: "quarantined", reason });
    const row = await house.ledger(outcome.delivery);
    expect(row).toMatchObject({ outcome: "quarantined", reason, source: "webhook", viewId: outcome.id, records: 1 });
    expect(row.keyId).toMatch(/^env-/);
    expect(Buffer.from(row.body ?? []).equals(Buffer.from(body as string)), "every byte is kept").toBe(true);
    expect(row.bytes).toBe(Buffer.from(body as string).length);
    if (outcome.id) await expect(house.view(outcome.id)).rejects.toThrow();
  });

  test("a readable id is told even where the rest is not", async () => {
    const sent = view({ started: "never" });
    expect(await house.deliver(sent)).toMatchObject({ outcome: "quarantined", id: sent.id });
  });
});

function interaction(): Record<string, unknown> {
  return {
    id: newId(),
    video_title: "T",
    type_of: "click",
    value: "Yes",
    time: 3,
    parent_id: newId(),
    parent_type: "Question",
    viewer_name: "Ann",
    view_id: newId(),
    video_id: VIDEO,
    variables: {},
    export_count: 1,
    updated_at: "2022-01-01T00:00:00Z",
  };
}

describe("applied", () => {
  type Row = Awaited<ReturnType<House["view"]>>;
  const at = (iso: string) => BigInt(Date.parse(iso));
  const longName = "x".repeat(500_000);
  const cases: [name: string, body: (id: string) => Body, row: Partial<Row>, headers?: Record<string, string>][] = [
    [
      "the documented example",
      (id) => text({ id }),
      { percentage: 95, correctness: null, flags: null, fieldTimes: expect.anything() },
    ],
    ["text/plain", (id) => text({ id }), { percentage: 95 }, { "Content-Type": "text/plain;charset=UTF-8" }],
    ["no content type", (id) => bytes(text({ id })), { percentage: 95 }, { "Content-Type": "" }],
    [
      "an unknown content type",
      (id) => text({ id }),
      { percentage: 95 },
      { "Content-Type": "application/octet-stream" },
    ],
    ["Content-Encoding identity", (id) => text({ id }), { percentage: 95 }, { "Content-Encoding": "identity" }],
    ["a byte order mark", (id) => bytes([0xef, 0xbb, 0xbf], text({ id })), { percentage: 95 }],
    ["blanks around", (id) => `\n ${text({ id })}\r\n`, { percentage: 95 }],
    ["a wrapper", (id) => JSON.stringify({ view: view({ id }) }), { percentage: 95 }],
    ["an id in capitals", (id) => text({ id: id.toUpperCase(), video_id: VIDEO.toUpperCase() }), { video_id: VIDEO }],
    ["an id with blanks", (id) => text({ id: ` ${id} ` }), { percentage: 95 }],
    ["an id alone", (id) => JSON.stringify({ id }), { video_id: null, percentage: null, started: null }],
    ["an id and a name", (id) => JSON.stringify({ id, viewer_name: "Ann" }), { viewer_name: "Ann" }],
    [
      "nulls everywhere",
      (id) => JSON.stringify({ ...Object.fromEntries(Object.keys(view()).map((key) => [key, null])), id }),
      { started: null, updated_at: null },
    ],
    [
      "__proto__ and constructor in variables",
      (id) => edited('"name":"John"', '"__proto__":{"admin":true},"constructor":{"prototype":1}', { id }),
      { variables: '{"__proto__":{"admin":true},"color":"blue","constructor":{"prototype":1},"favorite_number":7}' },
    ],
    [
      "__proto__ as a field",
      (id) => edited("{", '{"__proto__":{"x":1},"toString":"s",', { id }),
      { extra: '{"__proto__":{"x":1},"toString":"s"}' },
    ],
    [
      "unknown fields",
      (id) => text({ id, new_field: { b: 1, a: [true, null] } }),
      { extra: '{"new_field":{"a":[true,null],"b":1}}', flags: null },
    ],
    [
      "variables at the last level allowed",
      (id) => edited('"blue"', nested(62), { id }),
      { variables: `{"color":${nested(62)},"favorite_number":7,"name":"John"}` },
    ],
    ["variables that are no object", (id) => text({ id, variables: [1, "a"] }), { variables: '[1,"a"]' }],
    ["NUL in a name", (id) => text({ id, viewer_name: "a\0b" }), { viewer_name: "a\uFFFDb", flags: '["viewer_name"]' }],
    [
      "a lone surrogate in a title",
      (id) => edited("Interactive Video #9", "x\\ud83dy", { id }),
      { video_title: "x\uFFFDy", flags: '["video_title"]' },
    ],
    [
      "NUL and lone surrogates in variables, keys too",
      (id) => edited('"color":"blue"', '"c\\u0000":"\\udc00"', { id }),
      { variables: '{"c\uFFFD":"\uFFFD","favorite_number":7,"name":"John"}', flags: '["variables"]' },
    ],
    [
      "two keys that become one",
      (id) => edited('"color":"blue"', '"c\\u0000":1,"c\\ud800":2', { id }),
      { variables: '{"c\uFFFD":2,"favorite_number":7,"name":"John"}' },
    ],
    ["NUL in an unknown field", (id) => text({ id, more: "\0" }), { extra: '{"more":"\uFFFD"}', flags: '["extra"]' }],
    [
      "an emoji",
      (id) => text({ id, viewer_name: "👩‍👩‍👧 Zoë 名" }),
      { viewer_name: "👩‍👩‍👧 Zoë 名", flag: "🇫🇷", flags: null },
    ],
    [
      "markup in a name",
      (id) => text({ id, viewer_name: "<script>alert(1)</script>" }),
      { viewer_name: "<script>alert(1)</script>" },
    ],
    ["javascript: as url", (id) => text({ id, url: "javascript:alert(1)" }), { url: "javascript:alert(1)" }],
    [
      "an address nobody may fetch",
      (id) => text({ id, url: "http://169.254.169.254/latest" }),
      { url: "http://169.254.169.254/latest" },
    ],
    [
      "SQL in a name",
      (id) => text({ id, viewer_name: "'; DROP TABLE views; --" }),
      { viewer_name: "'; DROP TABLE views; --" },
    ],
    ["a formula in a tag", (id) => text({ id, tag1: "=1+1" }), { tag1: "=1+1" }],
    ["a name of half a megabyte", (id) => text({ id, viewer_name: longName }), { viewer_name: longName }],
    ["percentage −1", (id) => text({ id, percentage: -1 }), { percentage: null, flags: '["percentage"]' }],
    ["percentage 101", (id) => text({ id, percentage: 101 }), { percentage: null, flags: '["percentage"]' }],
    ["percentage 95.5", (id) => text({ id, percentage: 95.5 }), { percentage: null, flags: '["percentage"]' }],
    ['percentage "95"', (id) => text({ id, percentage: "95" }), { percentage: 95, flags: null }],
    ['percentage "95.5"', (id) => text({ id, percentage: "95.5" }), { percentage: null, flags: '["percentage"]' }],
    [
      "percentage 95.0",
      (id) => edited('"percentage":95', '"percentage":95.0', { id }),
      { percentage: 95, flags: null },
    ],
    [
      "percentage as a word, an array, a boolean",
      (id) => text({ id, percentage: "all", participation: [95], correctness: true }),
      {
        percentage: null,
        participation: null,
        correctness: null,
        flags: '["correctness","participation","percentage"]',
      },
    ],
    [
      "percentages of 0 and 100",
      (id) => text({ id, percentage: 0, participation: 100 }),
      { percentage: 0, participation: 100, flags: null },
    ],
    [
      "integers out of bounds",
      (id) => text({ id, elapsed: -1, watched: 2147483648, last_point: 1.5, furthest_point: "9007199254740993" }),
      {
        elapsed: null,
        watched: null,
        last_point: null,
        furthest_point: null,
        flags: '["elapsed","furthest_point","last_point","watched"]',
      },
    ],
    [
      "integers at their bounds",
      (id) => text({ id, elapsed: 0, watched: 2147483647 }),
      { elapsed: 0, watched: 2147483647, flags: null },
    ],
    [
      "numbers where text is meant",
      (id) => text({ id, viewer_custom_id: 42, screen_width: 1440 }),
      { viewer_custom_id: "42", screen_width: "1440" },
    ],
    [
      "finished before started",
      (id) => text({ id, finished: "2022-01-01T05:00:00Z" }),
      { flags: '["finished<started"]', elapsed: 172 },
    ],
    [
      "a date without a zone",
      (id) => text({ id, started: "2022-01-01 05:12:32" }),
      { started: at("2022-01-01T05:12:32Z") },
    ],
    [
      "a date with an offset",
      (id) => text({ id, started: "2022-01-01T05:12:32.250+02:00" }),
      { started: at("2022-01-01T03:12:32.250Z") },
    ],
    ["a date alone", (id) => text({ id, started: "2022-01-01" }), { started: at("2022-01-01T00:00:00Z") }],
    ["an empty date", (id) => text({ id, finished: "" }), { finished: null, flags: null }],
    ["an update nine minutes ahead", (id) => text({ id, updated_at: ahead(9) }), { percentage: 95 }],
    [
      "a key twice: the last one",
      (id) => edited('"percentage":95', '"percentage":1,"percentage":2', { id }),
      { percentage: 2 },
    ],
    [
      "numbers that are held exactly",
      (id) => edited('"favorite_number":7', '"favorite_number":0.30000000000000004', { id }),
      { variables: '{"color":"blue","favorite_number":0.30000000000000004,"name":"John"}' },
    ],
  ];
  test.each(cases)("%s", async (_, body, expected, headers = {}) => {
    const id = newId();
    const sent = body(id);
    const outcome = await house.deliver(sent, headers);
    expect(outcome).toEqual({ outcome: "applied", id, delivery: expect.any(String) });
    expect(await house.view(id)).toMatchObject(expected);
    const row = await house.ledger(outcome.delivery);
    expect(row).toMatchObject({ outcome: "applied", reason: null, path: null, viewId: id, source: "webhook" });
    expect(Buffer.from(row.body ?? []).equals(Buffer.from(sent as string)), "every byte is kept").toBe(true);
    // Once more, as it came: nothing changes, and nothing is counted twice.
    const before = await house.view(id);
    expect(await house.deliver(sent, headers)).toMatchObject({ outcome: "duplicate", id });
    expect(await house.view(id)).toEqual(before);
  });
});

describe("arrays", () => {
  const outcomesOf = async (body: string) =>
    (JSON.parse((await house.post(body)).body) as { outcomes: Outcome[] }).outcomes;

  test("each record has its own outcome and ledger row, in order", async () => {
    const first = view();
    const parts = [
      JSON.stringify(first),
      "null",
      ` ${JSON.stringify(first)} `,
      JSON.stringify({ ...first, percentage: 1, updated_at: "2022-01-01T05:13:00Z" }),
      '"x"',
      text({ id: "no" }),
      `{"id":"${newId()}","variables":${nested(70)}}`,
      edited('"elapsed":172', '"elapsed":1e400'),
      "{}",
      JSON.stringify({ view: view() }),
      "[1]",
      text({ started: "0" }),
    ];
    const outcomes = await outcomesOf(`[${parts.join(",")}]`);
    expect(outcomes.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
      "applied",
      "not_an_object",
      "duplicate",
      "stale",
      "not_an_object",
      "invalid_id",
      "too_deep",
      "unsafe_number",
      "test",
      "applied",
      "not_an_object",
      "invalid_date",
    ]);
    for (const [i, { delivery, outcome }] of outcomes.entries()) {
      const row = await house.ledger(delivery);
      expect(row.outcome).toBe(outcome);
      expect(Buffer.from(row.body ?? []).toString()).toBe(parts[i]?.trim());
    }
  });

  test("an empty one has no outcomes", async () => {
    const { status, body } = await house.post("[]");
    expect([status, JSON.parse(body)]).toEqual([200, { outcomes: [] }]);
  });

  test("2,000 records are taken, one more is kept whole", async () => {
    const records = Array.from({ length: 2_000 }, () => `{"id":"${newId()}","percentage":5}`);
    const outcomes = await outcomesOf(`[${records.join()}]`);
    expect(outcomes).toHaveLength(2_000);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(["applied"]));
    const body = `[${records.join()},{}]`;
    const outcome = await house.deliver(body);
    expect(outcome).toMatchObject({ outcome: "quarantined", reason: "too_many_records" });
    expect((await house.ledger(outcome.delivery)).bytes).toBe(body.length);
    expect(await house.deliver(`[${"{},".repeat(300_000)}{}]`)).toMatchObject({ reason: "too_many_records" });
  });
});
