import { afterAll, describe, expect, inject, test, vi } from "vitest";
import { db } from "../db";
import { log } from "../log";
import { Attempts } from "./attempts";

const LIMIT = { name: "test", points: 3, duration: 900 };
const WHOM = "203.0.113.9 ann@example.com";

afterAll(() => db().close());

async function counted(by: Attempts[], times: number, whom = WHOM): Promise<number> {
  let admitted = 0;
  for (let i = 0; i < times; i++) if ((await by[i % by.length]?.another(whom)) === null) admitted++;
  return admitted;
}

test("so many are admitted, and those taken back count no more", async () => {
  const attempts = new Attempts(LIMIT);
  expect(await counted([attempts], 2, "a")).toBe(2);
  await attempts.takeBack("a");
  expect(await counted([attempts], 5, "a")).toBe(2);
  expect((await attempts.since("a")) ?? 0).toBeGreaterThan(Date.now() - 10_000);
  await attempts.forget("a");
  expect(await attempts.since("a")).toBeNull();
  expect(await counted([attempts], 5, "a")).toBe(3);
});

describe.runIf(inject("database").dialect === "postgres")("several instances on one database", () => {
  test("count together", async () => {
    expect(await counted([new Attempts(LIMIT), new Attempts(LIMIT)], 10)).toBe(3);
    expect(await new Attempts(LIMIT).another(WHOM)).toBeGreaterThan(890_000);
  });

  test("at once too", async () => {
    const instances = [new Attempts(LIMIT), new Attempts(LIMIT)];
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => instances[i % 2]?.another("burst")));
    expect(all.filter((refused) => refused === null)).toHaveLength(3);
  });

  test("and keep neither addresses nor names", async () => {
    const rows = await db().read.attempts.findMany();
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^test:[\w-]{43}$/);
  });

  test("while the database does not answer, each counts by itself, and the log is not filled", async () => {
    const warned = vi.spyOn(log(), "warn").mockReturnValue();
    const attempts = new Attempts(LIMIT);
    await db().read.$executeRaw`ALTER TABLE attempts RENAME TO away`;
    try {
      expect(await counted([attempts], 10, "away")).toBe(3);
      expect(warned).toHaveBeenCalledOnce();
    } finally {
      await db().read.$executeRaw`ALTER TABLE away RENAME TO attempts`;
    }
    expect(await counted([attempts], 10, "back")).toBe(3);
    expect(await counted([new Attempts(LIMIT)], 1, "back")).toBe(0);
  });
});
