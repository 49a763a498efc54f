import { expect, test } from "vitest";
import { BoundedQueue, QueueFull } from "./bounded-queue";
import { hashPassword, newPassword, verifyPassword } from "./password";

test("a hash carries its parameters and a salt of its own, and verifies only its password", async () => {
  const [one, two] = await Promise.all([hashPassword("päss wörd 123"), hashPassword("päss wörd 123")]);
  expect(one).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword("päss wörd 123".normalize("NFD"), one)).toBe(true);
  expect(await verifyPassword("pass word 123", one)).toBe(false);
  expect(await verifyPassword("", one)).toBe(false);
});

test("a hash made with other parameters still verifies", async () => {
  const cheap = "scrypt$1024$8$1$c2FsdHNhbHRzYWx0c2FsdA$";
  const { scryptSync } = await import("node:crypto");
  const key = scryptSync("old password", Buffer.from("c2FsdHNhbHRzYWx0c2FsdA", "base64url"), 32, {
    N: 1024,
    r: 8,
    p: 1,
  });
  expect(await verifyPassword("old password", cheap + key.toString("base64url"))).toBe(true);
});

test("without a stored hash it says no, after as much work", async () => {
  const stored = await hashPassword("a password of somebody");
  // Of the processor, which other programs do not lengthen.
  const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
  for (let i = 0; i < 5; i++)
    for (const [kind, hash] of [
      ["known", stored],
      ["unknown", null],
    ] as const) {
      const start = process.cpuUsage();
      expect(await verifyPassword("not the password", hash)).toBe(false);
      times[kind].push(process.cpuUsage(start).user);
    }
  const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  // Generous, as the processor is shared: a check that is skipped takes no time at all.
  expect(median(times.unknown)).toBeGreaterThan(median(times.known) / 2);
  expect(median(times.unknown)).toBeLessThan(median(times.known) * 2);
}, 120_000);

test("a new password has 12 to 256 characters", () => {
  expect(newPassword("ann@example.com").safeParse("a good one!").success).toBe(false);
  expect(newPassword("ann@example.com").safeParse("a good one!!").success).toBe(true);
  expect(newPassword("ann@example.com").safeParse("a good one!!".repeat(22)).success).toBe(false);
});

test("the queue runs two at once, keeps a few waiting and refuses the rest", async () => {
  const queue = new BoundedQueue(2, 3);
  let running = 0;
  let most = 0;
  const work = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
  };
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => queue.run(work)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(5);
  for (const result of results) if (result.status === "rejected") expect(result.reason).toBeInstanceOf(QueueFull);
  expect(most).toBe(2);
  await expect(queue.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await queue.run(work);
});

test.each(["123456789012", "Password1234", " qwertyuiop12 ", "aaaaaaaaaaaa", "121212121212"])(
  "%s is refused: it is among the first that are tried",
  (password) => {
    expect(
      newPassword("ann@example.com")
        .safeParse(password)
        .error?.issues.map(({ message }) => message),
    ).toEqual(["This password is among the first that are tried. Choose another."]);
  },
);

test.each([
  ["ann.lee@example.com", "ann.lee@example.com"],
  ["ann.lee@example.com", " Ann.Lee@Example.com1 "],
  ["ann.lee@example.com", "ann.leeann.lee"],
  ["ann@northwind.example", "Northwind2026"],
  ["ann@example.com", "viewledger123"],
  ["ann@example.com", "ViewLedger-Mindstamp"],
])("of %s, %s is refused: it is hardly more than what everybody knows", (email, password) => {
  expect(
    newPassword(email)
      .safeParse(password)
      .error?.issues.map(({ message }) => message),
  ).toEqual(["This password is hardly more than your address or the name Viewledger. Choose another."]);
});

test.each(["viewledger and a harbour", "ann has many brothers", "somebody.else@example.org"])(
  "%s may be chosen: it holds enough beside that",
  (password) => {
    expect(newPassword("ann@example.com").safeParse(password).success).toBe(true);
  },
);
