import { expect, test } from "vitest";
import { MigrationError } from "./db/migrate";
import { parseEnv } from "./env";
import { explainStartFailure } from "./start-failure";

const coded = (code: string, message = "") => Object.assign(new Error(message), { code });
const POSTGRES = "postgres://who:secret@db.example:5432/views";

test("a wrong setting and a database that does not fit are explained in their own words", () => {
  let wrong: unknown;
  try {
    parseEnv({ PORT: "http" }, "/srv");
  } catch (error) {
    wrong = error;
  }
  expect(explainStartFailure(wrong, null)).toContain("PORT must be a whole number");
  expect(explainStartFailure(new MigrationError("The database is newer."), null)).toBe("The database is newer.");
});

test("an unreachable Postgres is named without its password, also behind several attempts", () => {
  const refused = new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")]);
  const text = explainStartFailure(new Error("connect", { cause: refused }), POSTGRES);
  expect(text).toContain("Postgres at db.example:5432/views");
  expect(text).toContain("Start Postgres");
  expect(text).not.toContain("secret");
});

test("a replica in the place of the database is told as one", () => {
  const text = explainStartFailure(coded("25006", "cannot execute CREATE TABLE in a read-only transaction"), POSTGRES);
  expect(text).toContain("Name the primary in DATABASE_URL");
});

test("a Postgres whose TLS cannot be trusted, or that has none, is told from one that is away", () => {
  const untrusted = explainStartFailure(coded("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"), POSTGRES);
  expect(untrusted).toContain("certificate is not trusted");
  expect(untrusted).toContain("sslrootcert");
  const none = explainStartFailure(new Error("The server does not support SSL connections"), POSTGRES);
  expect(none).toContain("offers no TLS");
});

test("a damaged or unreadable file is told apart, extended codes included", () => {
  expect(explainStartFailure(coded("SQLITE_NOTADB"), "file:/d/v.db")).toContain("/d/v.db is not a SQLite database");
  expect(explainStartFailure(coded("SQLITE_CORRUPT_VTAB"), "file:/d/v.db")).toContain("is damaged");
  expect(explainStartFailure(coded("SQLITE_CANTOPEN"), "file:/d/v.db")).toContain("cannot be opened");
});

test("anything else keeps its stack", () => {
  expect(explainStartFailure(new TypeError("x is not a function"), null)).toBeNull();
});

test("what the database says through Prisma is understood as what it says itself", () => {
  const wrapped = Object.assign(new Error("Invalid invocation"), {
    code: "P2010",
    meta: { driverAdapterError: { cause: { originalCode: "SQLITE_CORRUPT" } } },
  });
  expect(explainStartFailure(wrapped, "file:/d/v.db")).toContain("/d/v.db is damaged");
});
