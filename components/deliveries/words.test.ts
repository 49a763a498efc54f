import { expect, test } from "vitest";
import { kindWord, reasonWords } from "./words";

test("what only a file can mend is told to be brought in as one", () => {
  for (const reason of ["too_many_records", "content_type"])
    expect(reasonWords(reason).why).toMatch(/bring them in as/);
});

test("a date beyond the years that are read is not called unreal", () => {
  expect(reasonWords("invalid_date").why).toMatch(/1990 to 2199/);
});

test("a reason without words is told by its name", () => {
  expect(kindWord({ reason: "made_up", path: "variables" })).toBe("Made up in variables");
});
