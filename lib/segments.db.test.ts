import { afterAll, expect, test } from "vitest";
import type { User } from "./auth/user";
import { db } from "./db";
import { deleteSegment, saveSegment, segmentsOf } from "./segments";

afterAll(() => db().close());

const user = (id: string, role: User["role"] = "analyst"): User => ({
  id,
  email: `${id}@example.com`,
  name: null,
  role,
});
const [ada, ben, admin] = [user("ada"), user("ben"), user("admin", "administrator")];

test("a segment is its user's own or everybody's; what cannot be read of it is left out", async () => {
  await saveSegment(ada, { name: " Spring ", shared: false, search: "period=7d&tag1=spring&sort=-views&page=3&foo=1" });
  await saveSegment(ada, { name: "Quiz", shared: true, search: "video=V1&country=!(none)" });
  expect((await segmentsOf(ada)).map(({ name, search, shared, own }) => [name, search, shared, own])).toEqual([
    ["Quiz", "video=v1&country=%21%28none%29", true, true],
    ["Spring", "period=7d&tag1=spring", false, true],
  ]);
  expect((await segmentsOf(ben)).map(({ name, own }) => [name, own])).toEqual([["Quiz", false]]);
});

test("a segment that names people is not shown to who may not see them", async () => {
  const viewer = user("vic", "viewer");
  await saveSegment(ada, { name: "Ann", shared: true, search: "q=ann@example.com" });
  await saveSegment(ada, { name: "Blue", shared: true, search: "var:color=blue" });
  await saveSegment(ada, { name: "Link", shared: true, search: "plink=x" });
  await saveSegment(ada, { name: "Plain", shared: true, search: "tag1=a" });
  expect((await segmentsOf(viewer)).map(({ name }) => name)).toEqual(["Plain", "Quiz"]);
  for (const { id, name } of await segmentsOf(ada))
    if (name !== "Quiz" && name !== "Spring") await deleteSegment(ada, id);
});

test("only its owner, or an administrator, deletes a segment", async () => {
  const [quiz] = await segmentsOf(ben);
  await deleteSegment(ben, quiz?.id ?? "");
  expect(await segmentsOf(ben)).toHaveLength(1);
  await deleteSegment(admin, quiz?.id ?? "");
  expect(await segmentsOf(ben)).toEqual([]);
  await deleteSegment(ada, "nowhere");
});

test("a segment without a name, or with too much, says what is wrong", async () => {
  await expect(saveSegment(ada, { name: "  ", shared: false, search: "" })).rejects.toThrow("Give it a name.");
  await expect(saveSegment(ada, { name: "x".repeat(61), shared: false, search: "" })).rejects.toThrow("at most 60");
  await expect(saveSegment(ada, { name: "x", shared: false, search: "y".repeat(9_000) })).rejects.toThrow("too many");
});
