import { Secret, TOTP } from "otpauth";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { db } from "../db";
import {
  accountState,
  addSecondFactor,
  changePassword,
  dropSecondFactor,
  renewRecoveryCodes,
  type Self,
} from "./account";
import { enterCode, logIn } from "./log-in";
import { proposeSecondFactor, sameProposal } from "./second-factor";
import { openSession, userOfSession } from "./session";
import { quickHash } from "./testing/quick-hash";

const PASSWORD = "correct horse battery";
const STEP_MS = 30_000;
let serial = 0;
let self: Self;
const passwordHash = quickHash(PASSWORD);

// In the middle of a step: no code grows old while a test runs.
vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS / 2 });
afterAll(() => {
  vi.useRealTimers();
  return db().close();
});
beforeEach(async () => {
  const id = `user${++serial}`;
  const user = { id, email: `${id}@example.com` };
  await db().write((tx) => tx.user.create({ data: { ...user, role: "analyst", passwordHash } }));
  self = { user, sessionId: (await session(id)).sessionId, address: `198.51.100.${serial}` };
});

const session = (id: string) =>
  db().write(async (tx) => {
    await tx.user.updateMany({ where: { id }, data: { lastLoginAt: new Date() } });
    return openSession(tx, id);
  });
const codeOf = (secret: string, offset = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + offset * STEP_MS });

/** Turns it on with the code of the step before, so that this step's is still to be used. */
async function turnedOn() {
  const { secret, sealed } = proposeSecondFactor(self.user);
  const codes = await addSecondFactor(self, { password: PASSWORD, sealed, code: codeOf(secret, -1) });
  return { secret, codes };
}

async function firstStep(): Promise<string> {
  const first = await logIn(self.user.email, PASSWORD, self.address);
  if (first.outcome !== "code") throw new Error(first.outcome);
  return first.ticket;
}

test("once it is on, a password alone opens nothing: a code does, once", async () => {
  const { secret } = await turnedOn();
  const ticket = await firstStep();
  expect(await enterCode(ticket, "000000", self.address)).toEqual({ outcome: "refused" });
  const code = codeOf(secret);
  const entered = await enterCode(ticket, ` ${code.slice(0, 3)} ${code.slice(3)}`, self.address);
  expect(entered.outcome === "in" && (await userOfSession(entered.claim))).toMatchObject({ id: self.user.id });
  expect(await enterCode(ticket, code, self.address)).toEqual({ outcome: "refused" });
  expect(await enterCode(await firstStep(), codeOf(secret, -1), self.address)).toEqual({ outcome: "refused" });
  expect((await enterCode(ticket, codeOf(secret, 1), self.address)).outcome).toBe("in");
  expect(await enterCode(ticket, codeOf(secret, 3), self.address)).toEqual({ outcome: "refused" });
});

test("of two at once with one code, one gets in", async () => {
  const { secret, codes } = await turnedOn();
  const [one, two] = [await firstStep(), await firstStep()];
  for (const code of [codeOf(secret), codes[0] ?? ""]) {
    const both = await Promise.all([enterCode(one, code, self.address), enterCode(two, code, self.address)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["in", "refused"]);
  }
});

test("new recovery codes, for who proves themselves, end the former ones", async () => {
  const { secret, codes } = await turnedOn();
  const proof = { password: PASSWORD, code: "000000" };
  await expect(renewRecoveryCodes(self, proof)).rejects.toThrow("The code is wrong");
  await expect(renewRecoveryCodes(self, { ...proof, password: "wrong" })).rejects.toThrow("password is wrong");
  expect(await accountState(self)).toMatchObject({ recoveryCodesLeft: 10 });
  const renewed = await renewRecoveryCodes(self, { ...proof, code: codes[0] ?? "" });
  expect([renewed.length, renewed.some((one) => codes.includes(one))]).toEqual([10, false]);
  expect(await enterCode(await firstStep(), codes[1] ?? "", self.address)).toEqual({ outcome: "refused" });
  expect((await enterCode(await firstStep(), renewed[0] ?? "", self.address)).outcome).toBe("in");
  expect(await accountState(self)).toMatchObject({ secondFactor: true, recoveryCodesLeft: 9 });
  await dropSecondFactor(self, { ...proof, code: codeOf(secret) });
  await expect(renewRecoveryCodes(self, proof)).rejects.toThrow("The second factor is off");
});

test("a recovery code stands in for the device, once, however it is typed", async () => {
  const { codes } = await turnedOn();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  const stored = JSON.stringify(await db().read.recoveryCode.findMany());
  for (const code of codes) {
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    expect(stored).not.toContain(code.replaceAll("-", ""));
  }
  const typed = codes[3]?.toLowerCase().replaceAll("-", " ") ?? "";
  const ticket = await firstStep();
  expect((await enterCode(ticket, typed, self.address)).outcome).toBe("in");
  expect((await enterCode(ticket, typed, self.address)).outcome).toBe("refused");
  expect(await accountState(self)).toMatchObject({ secondFactor: true, recoveryCodesLeft: 9 });
});

test("the secret is stored sealed, bound to its user", async () => {
  const { secret } = await turnedOn();
  const row = await db().read.user.findUniqueOrThrow({ where: { id: self.user.id }, select: { totpSecret: true } });
  expect(row.totpSecret).not.toContain(secret);
  expect(sameProposal(self.user, row.totpSecret ?? "")).toMatchObject({ secret });
  expect(sameProposal({ ...self.user, id: "other" }, row.totpSecret ?? "")).toBeNull();
  for (const broken of ["", "x", `${row.totpSecret?.slice(0, -2)}AA`])
    expect(sameProposal(self.user, broken)).toBeNull();
});

test("a code in the same request does too, and guessing codes is throttled as passwords are", async () => {
  const { secret } = await turnedOn();
  const tries = async (code: string) => (await logIn(self.user.email, PASSWORD, self.address, code)).outcome;
  expect(await tries(codeOf(secret))).toBe("in");
  const ticket = await firstStep();
  for (let i = 0; i < 5; i++) expect(await tries("123456")).toBe("refused");
  for (let i = 0; i < 5; i++) expect((await enterCode(ticket, "123456", self.address)).outcome).toBe("refused");
  expect((await enterCode(ticket, codeOf(secret, 1), self.address)).outcome).toBe("throttled");
  expect(await tries(codeOf(secret, 1))).toBe("throttled");
});

test("a ticket ends with the password that it was given for", async () => {
  await turnedOn();
  const ticket = await firstStep();
  expect((await enterCode("forged", "123456", self.address)).outcome).toBe("expired");
  await changePassword(self, { current: PASSWORD, next: "another long password" });
  expect((await enterCode(ticket, "123456", self.address)).outcome).toBe("expired");
});

test("turning it on or off needs password and code, and ends sessions that did not have it", async () => {
  const other = await session(self.user.id);
  const { secret, sealed } = proposeSecondFactor(self.user);
  const turnOn = (password: string, code: string) => addSecondFactor(self, { password, sealed, code });
  await expect(turnOn("wrong", codeOf(secret))).rejects.toThrow("current password is wrong");
  await expect(turnOn(PASSWORD, "000000")).rejects.toThrow("code is wrong");
  expect(await userOfSession(other)).not.toBeNull();
  await turnOn(PASSWORD, codeOf(secret));
  expect(await userOfSession(other)).toBeNull();
  expect(await userOfSession({ userId: self.user.id, sessionId: self.sessionId })).not.toBeNull();
  await expect(turnOn(PASSWORD, codeOf(secret, 1))).rejects.toThrow("on already");
  const turnOff = (password: string, code: string) => dropSecondFactor(self, { password, code });
  await expect(turnOff("wrong", codeOf(secret, 1))).rejects.toThrow("current password is wrong");
  for (const code of ["", "000000", codeOf(secret)])
    await expect(turnOff(PASSWORD, code)).rejects.toThrow("The code is wrong, or was used already");
  expect(await accountState(self)).toMatchObject({ secondFactor: true });
  await turnOff(PASSWORD, codeOf(secret, 1));
  expect((await logIn(self.user.email, PASSWORD, self.address)).outcome).toBe("in");
  expect(await accountState(self)).toMatchObject({ secondFactor: false, recoveryCodesLeft: 0 });
});

test("another password ends the other sessions, and needs the current one", async () => {
  const other = await session(self.user.id);
  await expect(changePassword(self, { current: "wrong", next: "another long password" })).rejects.toThrow("is wrong");
  await changePassword(self, { current: PASSWORD, next: "another long password" });
  expect(await userOfSession(other)).toBeNull();
  expect(await userOfSession({ userId: self.user.id, sessionId: self.sessionId })).not.toBeNull();
  expect((await logIn(self.user.email, PASSWORD, "198.51.100.99")).outcome).toBe("refused");
  expect((await logIn(self.user.email, "another long password", self.address)).outcome).toBe("in");
});
