import { expect, test } from "vitest";
import { isBusy, isOutage } from "./outage";

const wrapped = (originalCode: string, message = "") =>
  Object.assign(new Error(message), {
    code: "P2010",
    meta: { driverAdapterError: { cause: { originalCode, originalMessage: message, kind: "sqlite" } } },
  });
const connection = (kind: string) =>
  Object.assign(new Error(), { code: "P2010", meta: { driverAdapterError: { cause: { kind } } } });
const coded = (code: string) => Object.assign(new Error(), { code });

test.each([
  ["disk full", wrapped("SQLITE_FULL")],
  ["disk error", wrapped("SQLITE_IOERR_WRITE")],
  ["read-only", wrapped("SQLITE_READONLY_DBMOVED")],
  ["locked", wrapped("SQLITE_BUSY_SNAPSHOT")],
  ["damaged", wrapped("SQLITE_CORRUPT_INDEX")],
  ["shutting down", wrapped("57P01")],
  ["starting up", wrapped("57P03")],
  ["Postgres' disk full", wrapped("53100")],
  ["a standby", wrapped("25006")],
  ["deadlock", wrapped("40P01")],
  ["rights taken away", wrapped("42501")],
  ["internal error", wrapped("XX001")],
  ["not reachable", connection("DatabaseNotReachable")],
  ["reset", connection("ConnectionClosed")],
  ["no such table", connection("TableDoesNotExist")],
  ["no connection in the pool", coded("P2024")],
  ["transaction given up", coded("P2028")],
  ["refused", coded("ECONNREFUSED")],
  ["cut", new Error("Connection terminated unexpectedly")],
])("%s is an outage", (_, error) => expect(isOutage(error)).toBe(true));

test.each([
  ["a constraint", wrapped("SQLITE_CONSTRAINT_UNIQUE", "UNIQUE constraint failed: index 'disk_full'")],
  ["a text too large", wrapped("SQLITE_TOOBIG", "string or blob too big")],
  ["too many parameters", wrapped("SQLITE_ERROR", "too many SQL variables")],
  ["a NUL on Postgres", wrapped("22021", 'invalid byte sequence for encoding "UTF8": 0x00')],
  ["a duplicate on Postgres", wrapped("23505", 'violates unique constraint "lock_timeout"')],
  ["an index row too large", wrapped("54000", "index row size 5000 exceeds maximum")],
  ["a mistake in our own code", new TypeError("Cannot read properties of undefined (reading 'locked')")],
  ["a message about a connection", new Error("“Connection terminated unexpectedly” is not a date")],
])("%s is the data's fault", (_, error) => expect(isOutage(error)).toBe(false));

test("busy is only what another writer causes", () => {
  expect(isBusy(wrapped("SQLITE_BUSY"))).toBe(true);
  expect(isBusy(wrapped("SQLITE_FULL"))).toBe(false);
  expect(isBusy(new Error("SQLITE_BUSY"))).toBe(false);
});
