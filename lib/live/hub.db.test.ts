import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openSession, userOfSession } from "../auth/session";
import { disableUser } from "../auth/users";
import { columns } from "../columns/columns";
import { db } from "../db";
import { listen } from "./hub";

const HOUR_MS = 3_600_000;

beforeAll(() =>
  db().write(async (tx) => {
    for (const id of ["root", "ann"])
      await tx.user.create({ data: { id, email: `${id}@example.com`, role: "administrator", passwordHash: "x" } });
  }),
);
afterAll(async () => {
  await columns().close();
  await db().close();
});

const session = (id: string) => db().write((tx) => openSession(tx, id));

test("a disabled user's stream ends within a second or so, another one goes on", async () => {
  const ended = new Set<string>();
  const stops = await Promise.all(
    ["root", "ann"].map(async (id) => {
      const { sessionId } = await session(id);
      return listen({ sessionId, changed: () => {}, ended: () => ended.add(id) });
    }),
  );
  await disableUser("root", "ann");
  await vi.waitFor(() => expect([...ended]).toEqual(["ann"]), 2_500);
  for (const stop of stops) stop?.();
});

test("what a page asks by itself is no use of its session, which ends after eight hours all the same", async () => {
  const claim = await session("root");
  const at = (hours: number, unseen: boolean) =>
    userOfSession(claim, { now: new Date(Date.now() + hours * HOUR_MS), unseen });
  const seenAt = async () =>
    (await db().read.session.findUniqueOrThrow({ where: { id: claim.sessionId } })).lastSeenAt.getTime();
  const before = await seenAt();
  expect(await at(7, true)).not.toBeNull();
  await db().write((tx) => tx.setting.deleteMany({ where: { key: "nothing" } }));
  expect(await seenAt()).toBe(before);
  expect(await at(8.1, true)).toBeNull();
  expect(await at(7, false)).not.toBeNull();
  await vi.waitFor(async () => expect(await seenAt()).toBeGreaterThan(before), 2_000);
});
