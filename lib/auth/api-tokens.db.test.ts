import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "../db";
import { bearerOf, createApiToken, listApiTokens, revokeApiToken, userOfToken } from "./api-tokens";

const DAY_MS = 86_400_000;
const ADDRESS = "203.0.113.1";

beforeAll(() =>
  db().write(async (tx) => {
    for (const [id, role] of Object.entries({ root: "administrator", ann: "analyst", vic: "viewer" }))
      await tx.user.create({ data: { id, email: `${id}@example.com`, role } });
  }),
);
afterAll(() => db().close());

const made = async (userId: string, days: unknown = 30) =>
  (await createApiToken(userId, { label: " nightly export ", days })).token;

test("a token is shown once, stored as its hash, and known by how it begins", async () => {
  const token = await made("ann");
  expect(token).toMatch(/^vl_[\w-]{43}$/);
  const rows = await db().read.apiToken.findMany();
  expect(JSON.stringify(rows)).not.toContain(token.slice(9));
  expect(await listApiTokens("ann")).toEqual([
    expect.objectContaining({ label: "nightly export", prefix: token.slice(0, 9), lastUsedAt: null }),
  ]);
  expect(await userOfToken(token, ADDRESS)).toMatchObject({ id: "ann", role: "analyst" });
  await expect.poll(async () => (await listApiTokens("ann"))[0]?.lastUsedAt).not.toBeNull();
});

test("it has the role that its owner has at that moment, but administers nothing", async () => {
  const [root, vic] = [await made("root"), await made("vic")];
  expect((await userOfToken(root, ADDRESS)).role).toBe("analyst");
  expect((await userOfToken(vic, ADDRESS)).role).toBe("viewer");
  await db().write((tx) => tx.user.updateMany({ where: { id: "vic" }, data: { role: "analyst" } }));
  expect((await userOfToken(vic, ADDRESS)).role).toBe("analyst");
});

test("expired, revoked, unknown or a disabled owner's: 401, all alike", async () => {
  const refused = (token: string, now?: Date) =>
    expect(userOfToken(token, ADDRESS, now)).rejects.toMatchObject({
      status: 401,
      detail: "This token is unknown, expired or revoked.",
    });
  const token = await made("ann", 1);
  await refused(token, new Date(Date.now() + DAY_MS + 1));
  await refused(`${token}x`);
  await refused("vl_");
  const [{ id = "" } = {}] = await listApiTokens("ann");
  expect(await revokeApiToken("vic", id)).toBe(false);
  await userOfToken(token, ADDRESS);
  expect(await revokeApiToken("ann", id)).toBe(true);
  await refused(token);
  const another = await made("ann");
  await db().write((tx) => tx.user.updateMany({ where: { id: "ann" }, data: { disabledAt: new Date() } }));
  await refused(another);
});

test("wrong tokens are throttled by address, and good ones from elsewhere are not", async () => {
  const token = await made("vic");
  for (let i = 0; i < 50; i++)
    await expect(userOfToken(`vl_${i}`, "203.0.113.2")).rejects.toMatchObject({ status: 401 });
  await expect(userOfToken(token, "203.0.113.2")).rejects.toMatchObject({ status: 429 });
  expect(await userOfToken(token, "203.0.113.3")).toMatchObject({ id: "vic" });
});

test.each([0, 366, 1.5, "", "soon"])("%j days are not taken", async (days) => {
  await expect(createApiToken("vic", { label: "x", days })).rejects.toThrow();
});

test("a header names a token by the scheme Bearer only", () => {
  expect(bearerOf("Bearer vl_x")).toBe("vl_x");
  expect(bearerOf("bearer  vl_x ")).toBe("vl_x");
  for (const header of [null, "", "Basic vl_x", "Bearer", "Bearer a b"]) expect(bearerOf(header)).toBeNull();
});
