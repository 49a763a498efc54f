import { Secret, TOTP } from "otpauth";
import { afterAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { db } from "../db";
import { addSecondFactor, changePassword, disconnectSso, makeOwnToken, type Self } from "./account";
import { createApiToken } from "./api-tokens";
import { proposeSecondFactor } from "./second-factor";
import { openSession, userOfSession } from "./session";
import { quickHash } from "./testing/quick-hash";
import { disconnectUser, listUsers, revokeTokensOf, signOutUser } from "./users";

const PASSWORD = "correct horse battery";
const STEP_MS = 30_000;
const wish = { label: "x", days: 1, password: PASSWORD, code: "" };
const passwordHash = quickHash(PASSWORD);
let self: Self;

beforeEach(async () => {
  await db().write((tx) => tx.user.deleteMany());
  const user = { id: "ann", email: "ann@example.com", ssoSubject: "issuer ann" };
  const { sessionId } = await db().write(async (tx) => {
    await tx.user.create({ data: { ...user, role: "administrator", passwordHash } });
    return openSession(tx, user.id);
  });
  self = { user, sessionId, address: "192.0.2.1" };
});
afterAll(() => db().close());

const tokens = async () => (await listUsers()).find(({ id }) => id === "ann")?.tokens;
const subject = async () => (await db().read.user.findUnique({ where: { id: "ann" } }))?.ssoSubject;

test("a token needs the password, and a fresh code where a second factor is on", async () => {
  await expect(makeOwnToken(self, { ...wish, password: "wrong" })).rejects.toThrow("password is wrong");
  await makeOwnToken(self, wish);
  const { secret, sealed } = proposeSecondFactor(self.user);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  // In the middle of a code's half minute, and there it stays: the code before this one is good until the next begins.
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS / 2 });
  onTestFinished(() => void vi.useRealTimers());
  const before = totp.generate({ timestamp: Date.now() - STEP_MS });
  await addSecondFactor(self, { password: PASSWORD, sealed, code: before });
  await expect(makeOwnToken(self, { ...wish, code: "000000" })).rejects.toThrow("code is wrong");
  await makeOwnToken(self, { ...wish, code: totp.generate() });
  expect(await tokens()).toBe(2);
});

test("a wrong password is counted, and too many of them are not even looked at", { timeout: 120_000 }, async () => {
  const guessing = { ...self, address: "192.0.2.2" };
  for (let tries = 0; tries < 10; tries++)
    await expect(makeOwnToken(guessing, { ...wish, password: "wrong" })).rejects.toThrow("password is wrong");
  await expect(makeOwnToken(guessing, wish)).rejects.toThrow("Too many tries");
});

test("who has no password makes one only shortly after signing in", async () => {
  await db().write((tx) => tx.user.update({ where: { id: "ann" }, data: { passwordHash: null } }));
  await makeOwnToken(self, wish);
  const createdAt = new Date(Date.now() - 16 * 60_000);
  await db().write((tx) => tx.session.update({ where: { id: self.sessionId }, data: { createdAt } }));
  await expect(makeOwnToken(self, wish)).rejects.toThrow("Sign out and in again");
});

test("tokens end with the password, and when an administrator signs the user out or revokes them", async () => {
  for (const end of [
    () => changePassword(self, { current: PASSWORD, next: "another password" }),
    () => signOutUser("root", "ann"),
    () => revokeTokensOf("root", "ann"),
  ]) {
    await createApiToken("ann", { label: "x", days: 1 });
    expect(await tokens()).toBe(1);
    await end();
    expect(await tokens()).toBe(0);
  }
});

test("single sign-on is disconnected with the password, or by an administrator, who signs the user out by it", async () => {
  await expect(disconnectSso(self, "wrong")).rejects.toThrow("password is wrong");
  expect(await subject()).toBe("issuer ann");
  await disconnectSso(self, PASSWORD);
  expect(await subject()).toBeNull();
  const claim = { userId: "ann", sessionId: self.sessionId };
  expect(await userOfSession(claim)).not.toBeNull();
  await db().write((tx) => tx.user.update({ where: { id: "ann" }, data: { ssoSubject: "issuer ann" } }));
  await disconnectUser("root", "ann");
  expect([await subject(), await userOfSession(claim)]).toEqual([null, null]);
  await db().write((tx) => tx.user.update({ where: { id: "ann" }, data: { passwordHash: null } }));
  await expect(disconnectUser("root", "ann")).rejects.toThrow("last active administrator");
});
