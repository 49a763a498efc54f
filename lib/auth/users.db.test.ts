import { afterAll, beforeEach, expect, test } from "vitest";
import { auditPage } from "../audit";
import { db } from "../db";
import { saveSegment } from "../segments";
import { createApiToken } from "./api-tokens";
import { logIn } from "./log-in";
import { unlock } from "./rescue";
import { openSession, userOfSession } from "./session";
import { quickHash } from "./testing/quick-hash";
import { choosePassword, userOfLink } from "./user-links";
import {
  changeRole,
  deleteUser,
  disableUser,
  enableUser,
  inviteUser,
  listUsers,
  renewUserLink,
  signOutUser,
  withdrawInvitation,
} from "./users";

const DAY_MS = 24 * 60 * 60 * 1000;
const PASSWORD = "correct horse battery";
const passwordHash = quickHash(PASSWORD);

afterAll(() => db().close());
beforeEach(async () => {
  await db().write((tx) => tx.user.deleteMany());
});

async function add(id: string, role = "administrator"): Promise<void> {
  await db().write((tx) => tx.user.create({ data: { id, email: `${id}@example.com`, role, passwordHash } }));
}

const session = (id: string) =>
  db().write(async (tx) => {
    await tx.user.updateMany({ where: { id }, data: { lastLoginAt: new Date() } });
    return openSession(tx, id);
  });

test("an invited user sets a password by the link, once, and is signed in with the role that was given", async () => {
  await add("root");
  const { id, token } = await inviteUser("root", { email: " New@Example.com", name: "", role: "analyst" });
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  expect(JSON.stringify(await db().read.userLink.findMany())).not.toContain(token);
  expect(await listUsers()).toMatchObject([{ id, email: "new@example.com", state: "invited" }, { state: "active" }]);
  expect(await userOfLink(token)).toEqual({ email: "new@example.com", name: null, known: false });
  expect((await logIn("new@example.com", "", "192.0.2.1")).outcome).toBe("refused");

  const claim = await choosePassword(token, { password: PASSWORD, name: "Newman" });
  expect(claim && (await userOfSession(claim))).toMatchObject({ name: "Newman", role: "analyst" });
  await expect(choosePassword(token, { password: "another password", name: null })).rejects.toThrow("used already");
  expect(await userOfLink(token)).toBeNull();
  expect((await logIn("new@example.com", PASSWORD, "192.0.2.1")).outcome).toBe("in");
});

test("two at once with one link: one wins", async () => {
  await add("root");
  const { token } = await inviteUser("root", { email: "new@example.com", role: "viewer" });
  const both = ["first password", "second password"].map((password) => choosePassword(token, { password, name: null }));
  const results = await Promise.allSettled(both);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a link is good for 24 hours, the newest only, and never for who is disabled", async () => {
  await add("root");
  const { id, token: first } = await inviteUser("root", { email: "new@example.com", role: "viewer" });
  const second = await renewUserLink("root", id);
  expect(await userOfLink(first)).toBeNull();
  const late = new Date(Date.now() + DAY_MS + 1);
  expect(await userOfLink(second, late)).toBeNull();
  await expect(choosePassword(second, { password: PASSWORD, name: null }, late)).rejects.toThrow("24 hours");
  await disableUser("root", id);
  expect(await userOfLink(second)).toBeNull();
  await expect(choosePassword(second, { password: PASSWORD, name: null })).rejects.toThrow("used already");
  await expect(renewUserLink("root", id)).rejects.toThrow("Enable the user first");
});

test("a reset by link ends all sessions; a second factor stays asked for", async () => {
  await add("root");
  await add("ann", "viewer");
  const before = await session("ann");
  const after = await choosePassword(await renewUserLink("root", "ann"), { password: "a new password", name: null });
  expect(await userOfSession(before)).toBeNull();
  expect(after && (await userOfSession(after))).toMatchObject({ id: "ann" });
  await db().write((tx) => tx.user.updateMany({ where: { id: "ann" }, data: { totpSecret: "sealed" } }));
  expect(
    await choosePassword(await renewUserLink("root", "ann"), { password: "yet another password", name: null }),
  ).toBeNull();
  expect(await db().read.session.count({ where: { userId: "ann" } })).toBe(0);
});

test("an address is one user's only, however it is written", async () => {
  await add("root");
  await expect(inviteUser("root", { email: "ROOT@example.com ", role: "viewer" })).rejects.toThrow("already");
  await expect(inviteUser("root", { email: "no address", role: "viewer" })).rejects.toThrow("whole e-mail");
});

test("disabled, a user is out at once and stays out until enabled", async () => {
  await add("root");
  await add("ann", "analyst");
  const claim = await session("ann");
  await disableUser("root", "ann");
  expect(await userOfSession(claim)).toBeNull();
  expect((await logIn("ann@example.com", PASSWORD, "192.0.2.3")).outcome).toBe("refused");
  await enableUser("root", "ann");
  expect(await userOfSession(claim)).toBeNull();
  expect((await logIn("ann@example.com", PASSWORD, "192.0.2.4")).outcome).toBe("in");
});

test("a role counts at the next question; signing out ends every session", async () => {
  await add("root");
  await add("ann", "analyst");
  const claim = await session("ann");
  await changeRole("root", "ann", "viewer");
  expect(await userOfSession(claim)).toMatchObject({ role: "viewer" });
  await signOutUser("root", "ann");
  expect(await userOfSession(claim)).toBeNull();
});

test("the last active administrator stays one; who was only invited, or is disabled, does not count", async () => {
  await add("root");
  await inviteUser("root", { email: "next@example.com", role: "administrator" });
  await add("gone");
  await disableUser("root", "gone");
  for (const attempt of [changeRole("root", "root", "analyst"), disableUser("root", "root")])
    await expect(attempt).rejects.toThrow("last active administrator");
  await enableUser("root", "gone");
  await changeRole("root", "root", "analyst");
  await expect(disableUser("root", "gone")).rejects.toThrow("last active administrator");
});

test("of two administrators who take the role from each other at once, one stays", async () => {
  await add("one");
  await add("two");
  const results = await Promise.allSettled([disableUser("root", "one"), changeRole("root", "two", "viewer")]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db().read.user.count({ where: { role: "administrator", disabledAt: null } })).toBe(1);
});

test("a disabled user can be deleted: nothing is left but entries of the audit log", async () => {
  await add("root");
  await add("ann", "analyst");
  const claim = await session("ann");
  await createApiToken("ann", { label: "x", days: 1 });
  await unlock("ann@example.com");
  for (const shared of [true, false])
    await saveSegment(
      { id: "ann", email: "", name: null, role: "analyst" },
      { name: `shared: ${shared}`, shared, search: "" },
    );
  await expect(deleteUser("root", "ann")).rejects.toThrow("Disable the user first");
  expect(await userOfSession(claim)).not.toBeNull();
  await disableUser("root", "ann");
  await deleteUser("root", "ann");
  expect((await listUsers()).map(({ id }) => id)).toEqual(["root"]);
  expect((await logIn("ann@example.com", PASSWORD, "192.0.2.9")).outcome).toBe("refused");
  expect((await db().read.segment.findMany()).map(({ name }) => name)).toEqual(["shared: true"]);
  expect([await db().read.session.count(), await db().read.apiToken.count()]).toEqual([0, 0]);
  expect(await db().read.setting.count({ where: { key: { startsWith: "login.unlocked." } } })).toBe(0);
  const { rows } = await auditPage({ page: 1, pageSize: 9, action: null });
  expect(rows[0]).toMatchObject({ action: "user.deleted", subject: "ann", user: null, actor: { id: "root" } });
  expect(rows.filter(({ subject }) => subject === "ann").map(({ action }) => action)).toContain("user.disabled");
  await expect(deleteUser("root", "ann")).rejects.toMatchObject({ status: 404 });
  await inviteUser("root", { email: "ann@example.com", role: "viewer" });
});

test("the last active administrator cannot be deleted, not even by a race with another's end", async () => {
  await add("root");
  await add("ann");
  await disableUser("root", "ann");
  await db().write((tx) => tx.user.updateMany({ where: { id: "root" }, data: { disabledAt: new Date() } }));
  await expect(deleteUser("root", "ann")).rejects.toThrow("last active administrator");
  expect(await db().read.user.count()).toBe(2);
});

test("an invitation can be taken back until it is accepted", async () => {
  await add("root");
  const { id, token } = await inviteUser("root", { email: "new@example.com", role: "viewer" });
  await withdrawInvitation("root", id);
  expect(await userOfLink(token)).toBeNull();
  expect(await db().read.userLink.count()).toBe(0);
  await expect(withdrawInvitation("root", "root")).rejects.toThrow("Disable the user instead");
  await expect(withdrawInvitation("root", id)).rejects.toThrow("no such user");
});

test("who would come by single sign-on, which is not set up, is no other administrator", async () => {
  await add("root");
  await db().write((tx) =>
    tx.user.create({ data: { id: "sam", email: "sam@example.com", role: "administrator", ssoSubject: "issuer sam" } }),
  );
  await expect(changeRole("root", "root", "viewer")).rejects.toThrow("last active administrator");
});

test("without a good link no password is hashed, however many are sent; with one, tokens end", async () => {
  await add("ann");
  const many = Array.from({ length: 60 }, () => choosePassword("no link", { password: PASSWORD, name: null }));
  for (const one of await Promise.allSettled(many))
    expect(one).toMatchObject({ status: "rejected", reason: { status: 400 } });
  await createApiToken("ann", { label: "x", days: 1 });
  await choosePassword(await renewUserLink("ann", "ann"), { password: PASSWORD, name: null });
  expect(await db().read.apiToken.count({ where: { userId: "ann" } })).toBe(0);
});
