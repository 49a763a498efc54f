import { expect, test } from "vitest";
import { explained } from "./explained";

const SOURCE = "file:/srv/viewledger.db";
const TARGET = "file:/mnt/backup.db";
const POSTGRES = "postgres://viewledger:secret@db.example.com/viewledger";
const coded = (code: string, message = code) => Object.assign(new Error(message), { code });

test("a disk that is full is that of what is written, a damaged file is the one that is read", () => {
  expect(explained(coded("SQLITE_FULL"), [SOURCE, TARGET])).toContain("/mnt/backup.db cannot grow: the disk is full");
  expect(explained(coded("SQLITE_FULL"), [POSTGRES, TARGET])).toContain("/mnt/backup.db cannot grow");
  expect(explained(coded("SQLITE_FULL"), [SOURCE, POSTGRES])).toContain("/srv/viewledger.db");
  expect(explained(coded("SQLITE_CORRUPT"), [SOURCE, TARGET])).toContain("/srv/viewledger.db is damaged");
});

test("a connection that is lost is told with its place and what to do, without a stack or a password", () => {
  for (const error of [
    coded("57P01", "terminating connection due to administrator command"),
    new Error("Client has encountered a connection error and is not queryable"),
    coded("ECONNRESET", "read ECONNRESET"),
  ]) {
    const said = explained(error, [SOURCE, POSTGRES]);
    expect(said).toBe(
      `The connection to Postgres at db.example.com/viewledger was lost (${error.message}). Run the same command again once it answers.`,
    );
  }
});

test("what nobody foresaw keeps its stack", () => {
  expect(explained(new TypeError("x is not a function"), [SOURCE, POSTGRES])).toContain("explained.test.ts");
});
