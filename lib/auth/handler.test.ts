import { expect, test } from "vitest";
import { answer } from "./handler";

const failed = (code: string) => Object.assign(new Error("no"), { code });

test.each([
  ["57P01", 503],
  ["ECONNREFUSED", 503],
  ["SQLITE_FULL", 503],
  ["0A000", 500],
  ["42601", 500],
  ["22P02", 500],
])("what fails with %s is answered %i", async (code, status) => {
  const response = answer(failed(code));
  expect(response.status).toBe(status);
  expect(response.headers.has("Retry-After")).toBe(status === 503);
});
