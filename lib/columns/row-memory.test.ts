import { expect, test } from "vitest";
import { BYTES_KEPT } from "./bounds";
import { RowMemory } from "./row-memory";

test("memory is lent to one at a time, and again once it was taken back", () => {
  const memory = new RowMemory();
  const [first, second] = [memory.lend(100_000), memory.lend(50_000)];
  expect(first.length).toBeGreaterThanOrEqual(100_000);
  expect(second.buffer).not.toBe(first.buffer);
  memory.reclaim();
  // The smallest that is large enough.
  expect(memory.lend(40_000).buffer).toBe(second.buffer);
  expect(memory.lend(60_000).buffer).toBe(first.buffer);
  expect([first.buffer, second.buffer]).not.toContain(memory.lend(1).buffer);
});

test("no more is kept than the bound, the largest that fit first", () => {
  const memory = new RowMemory();
  const most = BYTES_KEPT / Uint32Array.BYTES_PER_ELEMENT;
  const lent = [most / 8, most / 2, most * 2, most / 2].map((length) => memory.lend(length));
  memory.reclaim();
  const again = [most * 2, most / 2, most / 2, most / 8].map((length) => memory.lend(length).buffer);
  expect(lent.map(({ buffer }) => again.includes(buffer))).toEqual([false, true, false, true]);
});
