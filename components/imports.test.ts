import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
  /(?<!\.test)\.tsx?$/.test(file),
);

test("components know the reports by their types alone", () => {
  expect(sources.length).toBeGreaterThan(100);
  const importing = sources.filter((file) =>
    [...readFileSync(path.join(import.meta.dirname, file), "utf8").matchAll(/^(import|export) [^"]*?"@\/lib\//gm)].some(
      ([line]) => !/^(import|export) type /.test(line),
    ),
  );
  expect(importing).toEqual([]);
});
