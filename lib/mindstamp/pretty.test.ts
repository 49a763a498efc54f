import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { prettyJson } from "./pretty";

const laidOut = (text: string) =>
  prettyJson(text)
    .lines.map(({ depth, text: line }) => `${"  ".repeat(depth)}${line}`)
    .join("\n");
const marked = (text: string, marks: Parameters<typeof prettyJson>[1]) =>
  prettyJson(text, marks)
    .lines.filter((line) => line.marked)
    .map((line) => line.text);

describe("JSON laid out", () => {
  test("is what JSON.stringify makes of it", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(laidOut(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
        expect(prettyJson(` ${JSON.stringify(value, null, 7)}\n`)).toEqual(prettyJson(text));
      }),
    );
  });

  test("keeps what parsing would lose", () => {
    expect(laidOut('{"n":9007199254740993,"a":1e400,"a":-0,"u":"\\u00e9"}')).toBe(
      '{\n  "n": 9007199254740993,\n  "a": 1e400,\n  "a": -0,\n  "u": "\\u00e9"\n}',
    );
  });

  test("bears depth and length", () => {
    expect(prettyJson("[".repeat(200_000)).cut).toBe(true);
    expect(prettyJson(`[${"1,".repeat(100_000)}1]`).lines).toHaveLength(1_000);
    const [line] = prettyJson(JSON.stringify("x".repeat(900_000))).lines;
    expect(line?.text.length).toBeLessThan(1_100);
  });
});

describe("marks", () => {
  const text = '{"view":{"id":"a"},"started":"0","variables":{"score":[1,2]},"started2":1}';
  test.each([
    [["started"], ['"started": "0",']],
    [["view.id"], ['"id": "a"']],
    [["variables.score.[1]"], ["2"]],
    [["variables"], ['"variables": {']],
    [["nowhere"], []],
  ])("%j", (paths, lines) => expect(marked(text, { paths })).toEqual(lines));

  test("unsafe numbers and depth", () => {
    expect(marked('[1,9007199254740993,1e400,"9007199254740993",0.5]', { unsafeNumbers: true })).toEqual([
      "9007199254740993,",
      "1e400,",
    ]);
    expect(marked('[[1,[2]],{"a":3}]', { depth: 2 })).toEqual(["1,", "[", '"a": 3']);
  });
});

describe("what is no JSON", () => {
  test.each([
    ['{"id":', 6, "…"],
    ['{"id":1', 7, "…"],
    ['{"id":1]', 7, "]"],
    ['{"id":nul}', 6, "nul}"],
    ["{'id':1}", 1, "'id':1}"],
    ['{"id":1,}', 8, "}"],
    ["[1,2] x", 6, "x"],
    ["[01]", 2, "1]"],
    ['["\\x"]', 1, '"\\x"]'],
    ['["a\nb"]', 1, '"a\nb"]'],
    ["id=1&b=2", 0, "id=1&b=2"],
    ["", 0, "…"],
  ])("%j is marked from %d on", (text, at, rest) => {
    const { lines, brokenAt } = prettyJson(text);
    expect(brokenAt).toBe(at);
    expect(lines.filter((line) => line.marked).map((line) => line.text)).toEqual([rest]);
  });

  test("breaks where JSON.parse throws, and only there", () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'{}[]:,"\\0 1-.e') });
    fc.assert(
      fc.property(nearly, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(prettyJson(text).brokenAt === null).toBe(valid);
      }),
    );
  });
});
