import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { collectGarbage, collectSoon } from "./heap";

const MEGABYTE = 2 ** 20;
const arrays = () => process.memoryUsage().arrayBuffers;

/** Leaves so many megabytes of arrays that are old by the time nobody holds them. */
async function leaveOld(megabytes: number): Promise<void> {
  const held = Array.from({ length: megabytes }, () => new Uint8Array(MEGABYTE));
  for (let i = 0; i < 4; i++) {
    collectSoon();
    await sleep(30);
  }
  expect(held).toHaveLength(megabytes);
}

test("arrays that outlived their batch are collected once they are many, and while nobody is at work", async () => {
  collectGarbage();
  await sleep(100);
  collectSoon();
  await sleep(30);
  const before = arrays();
  const leftAfter = async (most: number, isIdle: () => boolean) => {
    collectSoon(most * MEGABYTE, isIdle);
    await sleep(200);
    return (arrays() - before) / MEGABYTE;
  };
  await leaveOld(40);
  expect(await leftAfter(100, () => true)).toBeGreaterThan(30);
  expect(await leftAfter(20, () => false)).toBeGreaterThan(30);
  expect(await leftAfter(20, () => true)).toBeLessThan(10);
});
