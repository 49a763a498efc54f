import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLines } from "./csv";
import { defuse } from "./defuse";
import { ndjsonLines } from "./ndjson";
import type { Value } from "./report";

const UNSEEN = String.raw`['\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*`;
/** As a spreadsheet that is as lenient as can be: anything unseen, then a sign. */
const FORMULA = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;
const MARKED_FIRST = new RegExp(String.raw`^'(?=${UNSEEN}[\t\r\n\u0085\u2028\u2029=+\-@＝＋－＠﹦﹢﹣﹫])`, "u");
const MARKED = new RegExp(String.raw`^'(?=${UNSEEN}[\t=+\-@＝＋－＠﹦﹢﹣﹫])`, "u");

const withEnds = (text: string) => text.split(/(\r\n|[\r\n\u0085\u2028\u2029])/);
/** Takes the marks away again, line by line. */
function undone(text: string): string {
  const [first = "", ...others] = withEnds(text);
  const end = others[0] ?? "";
  const firstLine = MARKED_FIRST.test(first + end) ? first.slice(1) : first;
  return firstLine + others.map((part) => part.replace(MARKED, "")).join("");
}

const text = fc.string({
  unit: fc.constantFrom(
    ...["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "'", '"', ",", ";", "|", "a", "1", "é", "😀", "(", "{"],
    ...["\t", "\r", "\n", "\r\n", " ", "\u00A0", "\u200B", "\u2060", "\uFEFF", "\u00AD", "\u3164", "\u0085", "\u2028"],
    ...["\0", "\u3000", "\u202E", "\v"],
  ),
});

test.each([
  ["=1+1", "'=1+1"],
  ["-5", "'-5"],
  ["+1 (321) 123-4567", "'+1 (321) 123-4567"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tx", "'\tx"],
  ["\rx", "'\rx"],
  ["\nx", "'\nx"],
  ["\n=x", "'\n'=x"],
  ["＝1", "'＝1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠x", "'＠x"],
  ["  =1", "'  =1"],
  ["\u00A0=1", "'\u00A0=1"],
  ["\u200B\uFEFF=1", "'\u200B\uFEFF=1"],
  ["a\r\n=1\n+2\r-3\n\n@4", "a\r\n'=1\n'+2\r'-3\n\n'@4"],
  ["a = b", "a = b"],
  ["a\nb", "a\nb"],
  ["12-34", "12-34"],
  ["'=1", "''=1"],
  ["'tis", "'tis"],
  ["", ""],
])("%j becomes %j", (given, expected) => expect(defuse(given)).toBe(expected));

test("no line of any text begins a formula, and the marks can be taken away again", () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (given) => {
      const safe = defuse(given);
      expect(safe).not.toMatch(/^[\t\r\n]/);
      for (const line of withEnds(safe))
        if (!/^[\r\n\u0085\u2028\u2029]+$/.test(line)) expect(line).not.toMatch(FORMULA);
      expect(undone(safe)).toBe(given);
    }),
  );
});

test("a long text that looks dangerous to its end takes no time", () => {
  for (const part of [" ", "\t", "\n", "\n ", "'", "\u200B\r"]) {
    const long = `${part.repeat(200_000)}a`;
    expect(undone(defuse(long))).toBe(long);
  }
});

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue() as fc.Arbitrary<Value>,
);
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }));

describe("rows", () => {
  test("a parser reads back from CSV what was written", () => {
    fc.assert(
      fc.property(table, (rows) => {
        const read = parse(csvLines(rows), { record_delimiter: "\r\n" });
        const expected = rows.map((row) =>
          row.map((one) => (typeof one === "string" ? one : one === null ? "" : JSON.stringify(one))),
        );
        expect(read.map((cells: string[]) => cells.map(undone))).toEqual(expected);
      }),
    );
  });

  test("a number stays a number, negative or not; unknown is empty", () => {
    expect(csvLines([[-5, 0.1 + 0.2, null, "-5", true, { a: "=1" }]])).toBe(
      `-5,0.30000000000000004,,'-5,true,"{""a"":""=1""}"\r\n`,
    );
  });

  test("NDJSON keeps every value as it is", () => {
    fc.assert(
      fc.property(table, (rows) => {
        const names = (rows[0] ?? []).map((_, i) => `=column "${i}"`);
        const lines = ndjsonLines(names, rows).trimEnd().split("\n");
        expect(lines.map((line) => JSON.parse(line))).toEqual(
          rows.map((row) => JSON.parse(JSON.stringify(Object.fromEntries(row.map((one, i) => [names[i], one]))))),
        );
      }),
    );
  });
});
