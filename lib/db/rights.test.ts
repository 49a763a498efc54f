import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../folder";
import { sqlite } from "./sqlite";

const rights = (place: string) => (statSync(place).mode & 0o777).toString(8);

test("what is kept can be read by its owner alone: the folder, the database and the files beside it", async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "viewledger-rights-")), "data", "inner");
  const file = path.join(folder, "viewledger.db");
  const connection = await sqlite.connect(`file:${file}`);
  await connection.script("CREATE TABLE kept (name TEXT); INSERT INTO kept VALUES ('Ada')");
  expect(rights(folder)).toBe("700");
  const files = readdirSync(folder);
  expect(files).toEqual(expect.arrayContaining(["viewledger.db", "viewledger.db-wal"]));
  for (const name of files) expect([name, rights(path.join(folder, name))]).toEqual([name, "600"]);
  await connection.close();
});

test.runIf(process.platform === "linux")("a place where nothing can be made is refused, not waited for", () => {
  expect(() => makeFolder("/proc/vl/inner")).toThrow(/ENOENT/);
});
