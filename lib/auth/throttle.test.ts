import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { admit } from "./throttle";

const MINUTE_MS = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function tries(count: number, account: (i: number) => string, address: (i: number) => string): Promise<number> {
  let admitted = 0;
  for (let i = 0; i < count; i++) if ((await admit(account(i), address(i))).admitted) admitted++;
  return admitted;
}

test("10 failures in 15 minutes per account and address, then a pause that ends by itself", async () => {
  expect(
    await tries(
      15,
      () => "pair@x",
      () => "a1",
    ),
  ).toBe(10);
  const refused = await admit("pair@x", "a1");
  expect(refused).toMatchObject({ admitted: false });
  if (!refused.admitted) expect(refused.retryAfterS).toBeLessThanOrEqual(15 * 60);
  vi.advanceTimersByTime(15 * MINUTE_MS + 1);
  expect(
    await tries(
      1,
      () => "pair@x",
      () => "a1",
    ),
  ).toBe(1);
});

test("attempts at once do not slip through together", async () => {
  const results = await Promise.all(Array.from({ length: 30 }, () => admit("burst@x", "b1")));
  expect(results.filter((result) => result.admitted)).toHaveLength(10);
});

test("100 an hour per account from all addresses", async () => {
  expect(
    await tries(
      150,
      () => "account@x",
      (i) => `c${i}`,
    ),
  ).toBe(100);
  vi.advanceTimersByTime(60 * MINUTE_MS + 1);
  expect(
    await tries(
      1,
      () => "account@x",
      () => "c0",
    ),
  ).toBe(1);
});

test("50 an hour per address over all accounts", async () => {
  expect(
    await tries(
      80,
      (i) => `many${i}@x`,
      () => "d1",
    ),
  ).toBe(50);
});

test("one address that goes on after its pause began does not use up the account's hour", async () => {
  await tries(
    500,
    () => "victim@x",
    () => "e1",
  );
  expect(
    await tries(
      90,
      () => "victim@x",
      (i) => `f${i}`,
    ),
  ).toBe(90);
});

test("a right password starts the count afresh; one that was not looked at is not counted", async () => {
  await tries(
    9,
    () => "fresh@x",
    () => "g1",
  );
  const right = await admit("fresh@x", "g1");
  if (right.admitted) await right.succeeded();
  expect(
    await tries(
      15,
      () => "fresh@x",
      () => "g1",
    ),
  ).toBe(10);
  for (let i = 0; i < 40; i++) {
    const busy = await admit("busy@x", "h1");
    expect(busy.admitted).toBe(true);
    if (busy.admitted) await busy.withdrawn();
  }
});
