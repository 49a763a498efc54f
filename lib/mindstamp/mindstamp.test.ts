import { describe, expect, test } from "vitest";
import { parseInstant } from "./instant";
import { canonicalJson, elementTexts, findProblem } from "./json";
import { isRejection, parseView } from "./view";

const ID = "9bce33d1-120c-4bb5-8b5a-499896140f20";
const view = (fields: Record<string, unknown>) => {
  const parsed = parseView({ id: ID, percentage: null, ...fields });
  if (isRejection(parsed)) throw new Error(parsed.reason);
  return parsed;
};

describe("instants", () => {
  test.each([
    ["Sat, 1 Jan 2022 05:12:32 UTC +00:00", "2022-01-01T05:12:32.000Z"],
    ["2022-01-01T05:12:32Z", "2022-01-01T05:12:32.000Z"],
    ["2022-01-01T05:12:32.5678+02:00", "2022-01-01T03:12:32.567Z"],
    ["2022-01-01 05:12:32", "2022-01-01T05:12:32.000Z"],
    ["2022-01-01 05:12:32 UTC", "2022-01-01T05:12:32.000Z"],
    ["2022-01-01t05:12:32z", "2022-01-01T05:12:32.000Z"],
    ["2022-01-01T05:12:32+02", "2022-01-01T03:12:32.000Z"],
    ["2022-01-01T05:12:32-0330", "2022-01-01T08:42:32.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ])("%s", (text, iso) => expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(iso));

  test.each([
    "30 February",
    "Wed, 30 Feb 2022 05:12:32 UTC +00:00",
    "0",
    "+275760-09-13T00:00:00Z",
    "275760-09-13",
    "2022-13-01",
    "2023-02-29",
    "2022-01-01T24:00:00Z",
    "2022-01-01T05:60:00Z",
    "2022-01-01T05:00:00+02:60",
    "2022-01-01T05:00:00+19:00",
    "Sat, 31 Jun 2022 05:12:32 UTC +00:00",
    "",
    "yesterday",
    "1640000000",
  ])("refuses %j", (text) => expect(parseInstant(text)).toBeNull());
});

describe("JSON before parsing", () => {
  test.each([
    "1e400",
    "-1e400",
    "9007199254740993",
    "-9007199254740993",
    "9007199254740993.0",
    "9.007199254740993e15",
    "1e21",
    '[1,{"a":9007199254740993}]',
    "0.12345678901234567890",
    "1.0000000000000001",
    "0.10000000000000001",
    "1.23456789012345e-320",
    "1e-999",
    `1${"0".repeat(500_000)}1`,
    `0.${"0".repeat(500_000)}1`,
  ])("%.40s is unsafe", (text) => expect(findProblem(text)?.reason).toBe("unsafe_number"));
  test.each([
    "9007199254740991",
    "-9007199254740991",
    "0.1",
    "0.30000000000000004",
    "1e3",
    "1E+3",
    "95.0",
    "1.50000000000000000000",
    "1.7976931348623157e308".replace("e308", "e-300"),
    "0e999",
    "-0",
    '"9007199254740993 1e400"',
    '"\\"1e400"',
    '{"a":[1.5,2]}',
  ])("%s is safe", (text) => expect(findProblem(text)).toBeNull());
  test("depth and keys are bounded, fast", () => {
    expect(findProblem("[".repeat(200_000))?.reason).toBe("too_deep");
    expect(findProblem(`{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join()}}`)?.reason).toBe(
      "too_many_keys",
    );
    expect(findProblem(`[${"{},".repeat(300_000)}{}]`)?.reason).toBe("too_many_values");
  });
  test.each(["[1", "[1]]", "[1] x", "[1}", "", "1", '["]'])("%j is not one array", (text) =>
    expect(elementTexts(text, 10)).toBeNull(),
  );
  test("no more elements are looked for than are wanted", () => {
    expect(elementTexts("[1,2,3,4,5,", 2)).toEqual(["1", "2", "3"]);
  });
  test("elements keep their text", () => {
    expect(elementTexts(' [ {"a":"],["} , [1,[2]],3, "x\\"," ] ', 10)).toEqual([
      '{"a":"],["}',
      "[1,[2]]",
      "3",
      '"x\\","',
    ]);
    expect(elementTexts(" [ ] ", 10)).toEqual([]);
  });
  test("canonical text", () =>
    expect(canonicalJson(JSON.parse('{"b":[1,{"z":null,"a":"é"}],"__proto__":{"x":1},"a":-0}'))).toBe(
      '{"__proto__":{"x":1},"a":0,"b":[1,{"a":"é","z":null}]}',
    ));
});

describe("a view", () => {
  test.each([
    [{ percentage: "95" }, "percentage", 95, false],
    [{ percentage: 95.5 }, "percentage", null, true],
    [{ percentage: "95.5" }, "percentage", null, true],
    [{ percentage: -1 }, "percentage", null, true],
    [{ percentage: 101 }, "percentage", null, true],
    [{ percentage: "" }, "percentage", null, false],
    [{ elapsed: 2_147_483_647 }, "elapsed", 2_147_483_647, false],
    [{ elapsed: 2_147_483_648 }, "elapsed", null, true],
    [{ correctness: null }, "correctness", null, false],
    [{ participation: true }, "participation", null, true],
    [{ viewer_name: "a\0b\ud800" }, "viewer_name", "a\uFFFDb\uFFFD", true],
    [{ viewer_name: "<script>" }, "viewer_name", "<script>", false],
    [{ viewer_custom_id: 123456 }, "viewer_custom_id", "123456", false],
    [{ viewer_name: { first: "x" } }, "viewer_name", null, true],
    [{ viewer_name: "  " }, "viewer_name", null, false],
    [{ video_id: " 0452E22E-5E15-4B51-BCC7-0BE4C0DF99B1 " }, "video_id", "0452e22e-5e15-4b51-bcc7-0be4c0df99b1", false],
    [
      { variables: JSON.parse('{"__proto__":{"a":1},"constructor":2}') },
      "variables",
      '{"__proto__":{"a":1},"constructor":2}',
      false,
    ],
  ])("%j", (fields, name, value, flagged) => {
    const parsed = view(fields);
    expect(parsed.fields[name as "elapsed"]).toBe(value);
    expect(parsed.flags.includes(name)).toBe(flagged);
  });

  test("absent differs from null, and unknown fields are kept", () => {
    const parsed = view({ brand_new: [1], elapsed: null });
    expect("elapsed" in parsed.fields).toBe(true);
    expect("watched" in parsed.fields).toBe(false);
    expect(parsed.extra).toBe('{"brand_new":[1]}');
  });

  test.each([
    [null, "not_an_object"],
    ["x", "not_an_object"],
    [[], "not_an_object"],
    [{}, "test"],
    [{ test: true }, "test"],
    [{ percentage: 1 }, "invalid_id"],
    [{ id: 7, percentage: 1 }, "invalid_id"],
    [{ id: "", percentage: 1 }, "invalid_id"],
    [{ id: "not-a-uuid" }, "invalid_id"],
    [{ id: ID, started: "2022-02-30" }, "invalid_date"],
    [{ id: ID, type_of: "click", view_id: ID }, "interaction"],
    [{ id: ID, name: "Ann", email: "ann@example.com" }, "lead"],
  ])("%j is refused as %s", (value, reason) => expect(parseView(value)).toMatchObject({ reason }));

  test("upper-case ids are folded", () => expect(parseView({ id: ID.toUpperCase() })).toMatchObject({ id: ID }));
});
