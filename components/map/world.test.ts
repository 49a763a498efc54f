import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test("the map's files are as the script draws them", () => {
  expect(execFileSync(process.execPath, ["scripts/world-map.mjs", "--check"], { encoding: "utf8" })).toBe("");
});
