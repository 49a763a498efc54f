import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../db";
import { logIn } from "./log-in";
import { endSession, endSessionsOf, userOfSession } from "./session";
import { decodeSessionToken, encodeSessionToken } from "./session-token";
import { quickHash } from "./testing/quick-hash";

const HOUR_MS = 60 * 60 * 1000;
const PASSWORD = "correct horse battery";

async function addUser(id: string): Promise<void> {
  const passwordHash = quickHash(PASSWORD);
  await db().write((tx) =>
    tx.user.create({ data: { id, email: `${id}@example.com`, name: null, passwordHash, role: "analyst" } }),
  );
}

async function signedIn(id: string) {
  const result = await logIn(`${id}@example.com`, PASSWORD, `address of ${id}`);
  if (result.outcome !== "in") throw new Error(result.outcome);
  return result.claim;
}

beforeAll(async () => {
  for (const id of ["ann", "bob", "cid", "dora", "eve", "flo"]) await addUser(id);
});
afterAll(() => db().close());

test("wrong password, unknown user, no password at all and disabled user get the same answer", async () => {
  await db().write((tx) =>
    tx.user.create({ data: { id: "sso", email: "sso@example.com", passwordHash: null, role: "viewer" } }),
  );
  await db().write((tx) => tx.user.updateMany({ where: { id: "flo" }, data: { disabledAt: new Date() } }));
  const tries: [string, string][] = [
    ["ann@example.com", "wrong horse battery"],
    ["nobody@example.com", PASSWORD],
    ["sso@example.com", PASSWORD],
    ["sso@example.com", ""],
    ["flo@example.com", PASSWORD],
    ["", ""],
  ];
  for (const [email, password] of tries)
    expect(await logIn(email, password, "192.0.2.9")).toEqual({ outcome: "refused" });
  expect(await db().read.session.count()).toBe(0);
});

test("a session names its user until it is ended, and at once no longer", async () => {
  const claim = await signedIn("ann");
  expect(await userOfSession(claim)).toEqual({ id: "ann", email: "ann@example.com", name: null, role: "analyst" });
  expect((await db().read.user.findUniqueOrThrow({ where: { id: "ann" } })).lastLoginAt).not.toBeNull();
  await endSession(claim.sessionId);
  expect(await userOfSession(claim)).toBeNull();
});

test("another user's session id does not help", async () => {
  const claim = await signedIn("ann");
  expect(await userOfSession({ ...claim, userId: "bob" })).toBeNull();
});

test("a disabled user's session is dead at once", async () => {
  const claim = await signedIn("bob");
  await db().write((tx) => tx.user.updateMany({ where: { id: "bob" }, data: { disabledAt: new Date() } }));
  expect(await userOfSession(claim)).toBeNull();
});

test("a session ends after 8 idle hours and after 7 days of work", async () => {
  const claim = await signedIn("cid");
  const start = Date.now();
  expect(await userOfSession(claim, { now: new Date(start + 8 * HOUR_MS + 1) })).toBeNull();
  const seen = (ms: number) =>
    db().write((tx) => tx.session.updateMany({ where: { userId: "cid" }, data: { lastSeenAt: new Date(ms) } }));
  await seen(start + 7 * 24 * HOUR_MS - HOUR_MS);
  expect(await userOfSession(claim, { now: new Date(start + 7 * 24 * HOUR_MS - 1000) })).not.toBeNull();
  expect(await userOfSession(claim, { now: new Date(start + 7 * 24 * HOUR_MS + 1000) })).toBeNull();
});

test("use is noted, at most once a minute", async () => {
  const claim = await signedIn("dora");
  const seenAt = async () =>
    (await db().read.session.findUniqueOrThrow({ where: { id: claim.sessionId } })).lastSeenAt.getTime();
  const first = await seenAt();
  await userOfSession(claim, { now: new Date(first + 30_000) });
  await userOfSession(claim, { now: new Date(first + 90_000) });
  await expect.poll(seenAt).toBe(first + 90_000);
});

test("sign out everywhere keeps the session that asked; dead sessions are swept at the next login", async () => {
  const here = await signedIn("eve");
  const there = await signedIn("eve");
  expect(await endSessionsOf("eve", here.sessionId)).toBe(1);
  expect(await userOfSession(here)).not.toBeNull();
  expect(await userOfSession(there)).toBeNull();
  await db().write((tx) => tx.session.updateMany({ where: { userId: "eve" }, data: { expiresAt: new Date(0) } }));
  await signedIn("eve");
  expect(await db().read.session.count({ where: { userId: "eve" } })).toBe(1);
});

test("a token round-trips; a forged, foreign or unencrypted one says nothing", async () => {
  const claim = { userId: "ann", sessionId: "s" };
  const token = await encodeSessionToken(claim);
  expect(await decodeSessionToken(token)).toEqual(claim);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const payload = part({ sub: "ann", sid: "s", exp: 4_000_000_000 });
  const forged = [
    "",
    "x",
    `${token}x`,
    `${token.slice(0, 60)}${token[60] === "A" ? "B" : "A"}${token.slice(61)}`,
    `${part({ alg: "none" })}.${payload}.`,
    `${part({ alg: "dir", enc: "none" })}..${payload}..`,
  ];
  for (const text of forged) expect(await decodeSessionToken(text)).toBeNull();
});

test("after ten failures an address may not try this account, the right password included; others may", async () => {
  for (let i = 0; i < 10; i++) expect((await logIn("ann@example.com", "wrong", "192.0.2.50")).outcome).toBe("refused");
  expect(await logIn("Ann@Example.com ", PASSWORD, "192.0.2.50")).toMatchObject({ outcome: "throttled" });
  expect((await logIn("ann@example.com", PASSWORD, "192.0.2.51")).outcome).toBe("in");
  const noted = () => db().read.auditEntry.findMany({ where: { action: "login.throttled" } });
  await expect.poll(noted).toMatchObject([{ subject: "ann", actorId: null }]);
});
