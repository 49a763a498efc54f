import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { House, until } from "./house";
import { post, viewBody } from "./senders";

/** More than are worth a snapshot. */
const VIEWS = 6_000;
const MANY = 2_000;

const house = new House({ LOG_LEVEL: "info" });
const snapshot = path.join(house.dataDir, "columns.snapshot");
const whole = path.join(house.dataDir, "whole.copy");

/** Fills a database and stops in order, which leaves a snapshot and an empty write-ahead log. */
beforeAll(async () => {
  const server = await house.start();
  for (let sent = 0; sent < VIEWS; sent += MANY) {
    const bodies = Array.from({ length: MANY }, () => viewBody(crypto.randomUUID(), 1));
    expect((await post(server.origin, `[${bodies.join()}]`)).status).toBe(200);
  }
  await until("the columns have all views", async () => (await house.health()).views === VIEWS);
  expect(await server.stop()).toBe(0);
  expect(existsSync(snapshot)).toBe(true);
  copyFileSync(house.file, whole);
});
afterAll(() => house.remove());

const overwrite = (file: string, at: number, bytes: Buffer) => {
  const handle = openSync(file, "r+");
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
};

test.each([
  ["a byte in its middle is another", (file: string) => overwrite(file, statSync(file).size >> 1, flipped(file))],
  ["it is cut off", (file: string) => truncateSync(file, statSync(file).size - 1_000)],
  ["it is something else", (file: string) => writeFileSync(file, "columns, they say")],
])("a damaged snapshot is rebuilt: %s", async (_, damage) => {
  damage(snapshot);
  const server = await house.start();
  await until("the columns have all views", async () => (await house.health()).views === VIEWS);
  expect(server.output()).toContain("the snapshot of the views cannot be used");
  expect(await server.stop()).toBe(0);
  // The stop leaves a good one, from which the next test starts.
  expect(existsSync(snapshot)).toBe(true);
});

function flipped(file: string): Buffer {
  const at = statSync(file).size >> 1;
  return Buffer.from([(readFileSync(file)[at] ?? 0) ^ 0xff]);
}

test.each([
  [
    "its head is overwritten",
    (file: string) => overwrite(file, 0, Buffer.alloc(512, 0x41)),
    "is not a SQLite database, or is damaged",
  ],
  [
    "pages in its middle are overwritten",
    (file: string) => overwrite(file, 512 * 1_024, Buffer.alloc(64 * 1_024, 0x41)),
    "is damaged. Stop here, keep a copy of the file, and restore a backup",
  ],
  [
    "half of it is missing",
    (file: string) => truncateSync(file, (statSync(file).size >> 13) << 12),
    "is damaged. Stop here, keep a copy of the file, and restore a backup",
  ],
])("a damaged database is refused in clear words: %s", async (_, damage, words) => {
  damage(house.file);
  const before = readFileSync(house.file);
  await expect(house.start()).rejects.toThrow(new RegExp(`exit code 1.*${words}`, "s"));
  expect(readFileSync(house.file).equals(before), "nothing was written to it").toBe(true);
  copyFileSync(whole, house.file);
});
