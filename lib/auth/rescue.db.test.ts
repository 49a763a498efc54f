import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../db";
import { createApiToken, userOfToken } from "./api-tokens";
import { logIn } from "./log-in";
import { knownEmails, resetPassword, unlock, unlockedAt } from "./rescue";
import { userOfSession } from "./session";
import { quickHash } from "./testing/quick-hash";
import { admit } from "./throttle";
import { makeUserLink } from "./user-links";

const EMAIL = "ann@example.com";
const PASSWORD = "correct horse battery";

beforeAll(async () => {
  const passwordHash = quickHash(PASSWORD);
  await db().write((tx) =>
    tx.user.create({ data: { id: randomUUID(), email: EMAIL, role: "administrator", passwordHash } }),
  );
});
afterAll(() => db().close());

/** As `logIn` does, without the time that a password takes. */
const attempt = async (address: string) => (await admit(EMAIL, address, () => unlockedAt(EMAIL))).admitted;
const failOften = async (address: string) => {
  for (let i = 0; i < 10; i++) await attempt(address);
  expect(await attempt(address)).toBe(false);
};

test("a reset gives a new password once, ends every session, and lifts second factor and throttle", async () => {
  const before = await logIn(EMAIL, PASSWORD, "10.0.0.1");
  if (before.outcome !== "in") throw new Error(before.outcome);
  await failOften("10.0.0.2");
  expect(await logIn(EMAIL, PASSWORD, "10.0.0.2")).toMatchObject({ outcome: "throttled" });
  await db().write((tx) => tx.user.updateMany({ where: { email: EMAIL }, data: { totpSecret: "sealed" } }));
  const user = await db().read.user.findUniqueOrThrow({ where: { email: EMAIL } });
  const token = await createApiToken(user.id, { label: "x", days: 1 });
  await db().write(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { ssoSubject: "issuer ann" } });
    await makeUserLink(tx, user.id);
  });
  const reset = await resetPassword(" Ann@Example.COM ");
  expect(reset).toMatchObject({ email: EMAIL, disabled: false, password: expect.stringMatching(/^[\w-]{24}$/) });
  expect(await userOfSession(before.claim)).toBeNull();
  await expect(userOfToken(token.token, "10.0.0.1")).rejects.toMatchObject({ status: 401 });
  expect(await db().read.userLink.count()).toBe(0);
  expect(await db().read.user.findUnique({ where: { id: user.id } })).toMatchObject({ ssoSubject: null });
  expect(await db().read.auditEntry.findMany({ where: { action: "user.reset" } })).toMatchObject([
    { actorId: null, subject: user.id },
  ]);
  expect(await logIn(EMAIL, reset?.password ?? "", "10.0.0.2")).toMatchObject({ outcome: "in" });
  expect(await logIn(EMAIL, PASSWORD, "10.0.0.3")).toMatchObject({ outcome: "refused" });
});

test("unlocked, one may try at once from any address; later failures count anew", async () => {
  await failOften("10.0.1.1");
  await failOften("10.0.1.2");
  expect(await unlock(EMAIL)).toEqual({ email: EMAIL, disabled: false });
  expect(await attempt("10.0.1.1")).toBe(true);
  expect(await attempt("10.0.1.2")).toBe(true);
  expect(await db().read.auditEntry.count({ where: { action: "user.unlocked" } })).toBe(1);
  for (let i = 0; i < 9; i++) await attempt("10.0.1.1");
  expect(await attempt("10.0.1.1")).toBe(false);
});

test("nobody is found under another address, and a disabled user is told of as such", async () => {
  expect(await resetPassword("nobody@example.com")).toBeNull();
  expect(await unlock("nobody@example.com")).toBeNull();
  expect(await knownEmails(10)).toEqual([EMAIL]);
  await db().write((tx) => tx.user.updateMany({ where: { email: EMAIL }, data: { disabledAt: new Date() } }));
  expect(await unlock(EMAIL)).toMatchObject({ disabled: true });
});
