import { afterAll, beforeEach, expect, test } from "vitest";
import { db } from "../db";
import {
  createFirstAdministrator,
  hasUsers,
  isSetupToken,
  prepareFirstAdministrator,
  SetupRefused,
  setupLink,
} from "./first-administrator";
import { logIn } from "./log-in";
import { userOfSession } from "./session";

const ann = { email: " Ann@Example.com", password: "a long enough password", name: "Ann" };
const bob = { email: "bob@example.com", password: "another long password", name: null };
const DAY_MS = 24 * 60 * 60 * 1000;

afterAll(() => db().close());

beforeEach(async () => {
  await db().write(async (tx) => {
    await tx.setupToken.deleteMany();
    await tx.user.deleteMany();
  });
});

async function freshToken(): Promise<string> {
  await prepareFirstAdministrator({});
  return new URL(setupLink() ?? "").searchParams.get("token") ?? "";
}

test("a setup token has 256 bits, is stored as its hash only, and signs the first administrator in", async () => {
  const token = await freshToken();
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const [row] = await db().read.setupToken.findMany();
  expect(row?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(row)).not.toContain(token);
  const claim = await createFirstAdministrator(token, ann);
  expect(await userOfSession(claim)).toMatchObject({ email: "ann@example.com", name: "Ann", role: "administrator" });
  expect(setupLink()).toBeNull();
  expect((await logIn("ANN@example.com", ann.password, "192.0.2.1")).outcome).toBe("in");
});

test("two at once with one token: one wins", async () => {
  const token = await freshToken();
  const results = await Promise.allSettled([
    createFirstAdministrator(token, ann),
    createFirstAdministrator(token, bob),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await db().read.user.count()).toBe(1);
  expect(await db().read.setupToken.count()).toBe(0);
});

test("two writers that do not share a lock in this process: one wins, by the database alone", async () => {
  const token = await freshToken();
  const { Database } = await import("../db");
  const other = new Database(db().dialect, db().url);
  const mine = createFirstAdministrator(token, ann);
  const theirs = other.write(async (tx) => {
    await tx.$executeRaw`UPDATE counter SET revision = revision WHERE id = 1`;
    return (await tx.setupToken.deleteMany()).count;
  });
  const [created, deleted] = await Promise.allSettled([mine, theirs]);
  await other.close();
  const users = await db().read.user.count();
  expect(users).toBe(created.status === "fulfilled" ? 1 : 0);
  expect(deleted).toMatchObject({ status: "fulfilled", value: users === 1 ? 0 : 1 });
});

test("a token is good for 24 hours, once, whatever starts meanwhile", async () => {
  const old = await freshToken();
  const token = await freshToken();
  expect(await isSetupToken(old)).toBe(true);
  expect(await isSetupToken("")).toBe(false);
  expect(await isSetupToken(token)).toBe(true);
  const late = new Date(Date.now() + DAY_MS + 1);
  expect(await isSetupToken(token, late)).toBe(false);
  await expect(createFirstAdministrator(token, ann, late)).rejects.toThrow(SetupRefused);
  await createFirstAdministrator(token, ann);
  await expect(createFirstAdministrator(token, bob)).rejects.toThrow(SetupRefused);
  expect(await isSetupToken(old)).toBe(false);
  await expect(createFirstAdministrator(old, bob)).rejects.toThrow(SetupRefused);
});

test("the earlier of two links works too, and both end with it", async () => {
  const first = await freshToken();
  const second = await freshToken();
  await createFirstAdministrator(first, ann);
  expect(await db().read.setupToken.count()).toBe(0);
  await expect(createFirstAdministrator(second, bob)).rejects.toThrow(SetupRefused);
});

test("a start forgets links that are too old", async () => {
  const [past, digest] = [new Date(Date.now() - DAY_MS), "0".repeat(64)];
  await db().write((tx) => tx.setupToken.create({ data: { digest, createdAt: past, expiresAt: past } }));
  await freshToken();
  expect(await db().read.setupToken.findUnique({ where: { digest } })).toBeNull();
});

test("with ADMIN_EMAIL the first user is made at start, and never a second one", async () => {
  await prepareFirstAdministrator({ ADMIN_EMAIL: "Root@Example.com", ADMIN_PASSWORD: "the first password" });
  await prepareFirstAdministrator({ ADMIN_EMAIL: "other@example.com", ADMIN_PASSWORD: "the other password" });
  expect(await hasUsers()).toBe(true);
  expect((await db().read.user.findMany()).map(({ email, role }) => ({ email, role }))).toEqual([
    { email: "root@example.com", role: "administrator" },
  ]);
  expect(await db().read.setupToken.count()).toBe(0);
  expect((await logIn("root@example.com", "the first password", "192.0.2.2")).outcome).toBe("in");
});

test("the audit log tells of the first administrator, and without a good link no password is hashed", async () => {
  const many = Array.from({ length: 60 }, () => createFirstAdministrator("no link", ann));
  for (const one of await Promise.allSettled(many))
    expect(one).toMatchObject({ status: "rejected", reason: { name: "SetupRefused" } });
  const { userId } = await createFirstAdministrator(await freshToken(), ann);
  expect(await db().read.auditEntry.count({ where: { action: "user.first", actorId: userId } })).toBe(1);
});
