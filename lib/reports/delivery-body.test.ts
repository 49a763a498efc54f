import { describe, expect, test } from "vitest";
import { bodyView, flagsOf } from "./delivery-body";

const view = (text: string, reason: string | null = null, path: string | null = null) =>
  bodyView(Buffer.from(text), reason, path);
const marked = (text: string, reason: string | null, path: string | null = null) => {
  const body = view(text, reason, path);
  return body.kind === "json" ? body.lines.filter((line) => line.marked).map((line) => line.text) : body.kind;
};

describe("where the problem is", () => {
  test.each([
    ['{"id":"x","started":"0"}', "invalid_date", "started", ['"started": "0"']],
    ['{"view":{"id":"x","started":"0"}}', "invalid_date", "started", ['"started": "0"']],
    ['{"id":7,"percentage":1}', "invalid_id", null, ['"id": 7,']],
    ['{"id":"a","type_of":"click","view_id":1}', "interaction", null, ['"type_of": "click",', '"view_id": 1']],
    ['{"variables":{"n":9007199254740993}}', "unsafe_number", null, ['"n": 9007199254740993']],
    ['{"id":', "invalid_json", null, ["…"]],
    ["null", "not_an_object", null, []],
  ])("%s", (text, reason, path, lines) => expect(marked(text, reason, path)).toEqual(lines));
});

test("fields that were not taken as sent are marked too", () => {
  const text = '{"view":{"id":"9bce33d1-120c-4bb5-8b5a-499896140f20","percentage":95.5,"elapsed":-1,"city":"Oslo"}}';
  const flags = flagsOf(Buffer.from(text));
  expect(flags).toEqual(["elapsed", "percentage"]);
  const body = bodyView(Buffer.from(text), null, null, flags);
  expect(body.kind === "json" && body.lines.filter((line) => line.marked).map((line) => line.text)).toEqual([
    '"percentage": 95.5,',
    '"elapsed": -1,',
  ]);
  expect(flagsOf(Buffer.from("{"))).toEqual([]);
});

test("what is no JSON is shown as text, invisible characters as signs", () => {
  expect(view("id=1&a=b\u0000\r\n\u001b[31m")).toEqual({ kind: "text", text: "id=1&a=b␀\n␛[31m", cut: false });
  expect(view("<view/>")).toMatchObject({ kind: "text" });
  expect(view("")).toEqual({ kind: "empty" });
  expect(view("x".repeat(30_000))).toMatchObject({ kind: "text", cut: true });
});

describe("bytes that are no text", () => {
  test.each([0, 1, 15, 16, 1_023, 1_024, 5_000])("broken at %d", (at) => {
    const bytes = Buffer.concat([Buffer.from("é".repeat(at)).subarray(0, at - (at % 2)), Buffer.alloc(at % 2, "x")]);
    const body = bodyView(Buffer.concat([bytes, Buffer.from([0xff, 0x41])]), "invalid_utf8", null);
    expect(body).toMatchObject({ kind: "binary", badAt: at });
    if (body.kind !== "binary") return;
    const rows = body.rows.filter(({ bad }) => bad !== null);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.bytes[rows[0].bad ?? 0]).toBe("ff");
  });
  test("a character cut off at the end", () => {
    expect(bodyView(Buffer.from("é").subarray(0, 1), null, null)).toMatchObject({ kind: "binary", badAt: 0 });
  });
  test("a megabyte of them is cut", () => {
    expect(bodyView(Buffer.alloc(1_048_576, 0xfe), null, null)).toMatchObject({ kind: "binary", cut: true });
  });
});
