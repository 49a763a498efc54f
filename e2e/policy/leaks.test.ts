import { afterAll, beforeAll, expect, test } from "vitest";
import { House, KEY } from "./house";

const house = new House();
const CANARY = { name: "Leaky Canaryname", email: "leaky.canary@example.com", phone: "+49 170 5550199" };
const PASSWORD = "canary horse battery";
const ADMIN = "admin.canary@example.com";
const NEVER = [CANARY.name, CANARY.email, CANARY.phone, "canary-secret", PASSWORD, ADMIN, KEY, "wrong-canary-key"];
const view = (more: object) => ({
  id: crypto.randomUUID(),
  video_id: "v1",
  started: "2026-01-01T00:00:00Z",
  viewer_name: CANARY.name,
  viewer_email: CANARY.email,
  viewer_phone: CANARY.phone,
  url: "https://example.com/?t=canary-secret",
  ...more,
});

beforeAll(async () => {
  await house.start({ LOG_LEVEL: "trace", ADMIN_EMAIL: ADMIN, ADMIN_PASSWORD: PASSWORD });
});
afterAll(() => house.stop());

const origin = () => house.server?.origin ?? "";
const cookies = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");

/** What a session's cookie is worth stealing for. */
async function signIn(password: string): Promise<string> {
  const first = await fetch(`${origin()}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${origin()}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: cookies(first), "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email: ADMIN, password }),
  });
  return cookies(answer);
}

test("whatever is sent and asked for, the log at its most talkative tells of no key, cookie, body or person", async () => {
  await house.deliver(view({}));
  await house.deliver(view({ started: "canary-secret" }));
  await house.deliver(`{"viewer_email":"${CANARY.email}",`);
  await house.deliver({ ...view({}), updated_at: "2099-01-01T00:00:00Z" });
  await house.post(JSON.stringify(view({})), { "X-KEY": "wrong-canary-key" });
  await house.post(JSON.stringify(view({})), { "Content-Encoding": "gzip" }, `?k=canary-secret`);
  await signIn("wrong canary-secret");
  const cookie = await signIn(PASSWORD);
  expect(cookie).toContain("session-token");
  const paths = [
    "/overview?q=canary-secret",
    `/viewers?q=${encodeURIComponent(CANARY.email)}`,
    "/api/export/views?period=all",
    "/api/export/views?nonsense=canary-secret",
    "/api/export/nothing?q=canary-secret",
    "/api/facets?dimension=canary-secret",
  ];
  for (const path of paths) await (await fetch(origin() + path, { headers: { cookie } })).text();
  const asked = new URLSearchParams({ by: "email", value: CANARY.email });
  const exported = await fetch(`${origin()}/api/person`, {
    method: "POST",
    headers: { cookie, origin: origin() },
    body: asked,
  });
  expect([exported.status, (await exported.text()).includes(CANARY.name)]).toEqual([200, true]);
  const log = house.server?.output() ?? "";
  expect(log.length).toBeGreaterThan(100);
  expect(
    [...NEVER, ...cookie.split("; ").map((one) => one.split("=")[1] ?? "x")].filter(
      (word) => word.length > 4 && log.includes(word),
    ),
  ).toEqual([]);
});

test("errors say neither where in the program nor in which statement", async () => {
  const cookie = await signIn(PASSWORD);
  const huge = `/api/export/views?video=${"'; DROP TABLE views; --".repeat(20)}`;
  for (const path of [
    "/api/export/views?sort='",
    "/api/facets?dimension=\u0000",
    huge,
    "/api/person",
    "/api/nothing",
    "/viewers/%00",
  ]) {
    const answer = await fetch(origin() + path.replaceAll("\u0000", "%00"), { headers: { cookie } });
    const body = await answer.text();
    expect(body, path).not.toMatch(
      /node_modules|\.next\/server|\bat [\w.]+ \(|SELECT .* FROM|SQLITE_|prisma|at Object\./i,
    );
  }
});

test("a person's data is for administrators alone, and only for their own pages' forms", async () => {
  const body = new URLSearchParams({ by: "email", value: CANARY.email });
  const ask = (headers: Record<string, string>) => fetch(`${origin()}/api/person`, { method: "POST", headers, body });
  expect((await ask({ origin: origin() })).status).toBe(401);
  const cookie = await signIn(PASSWORD);
  expect((await ask({ cookie, origin: "https://elsewhere.example" })).status).toBe(403);
  expect((await ask({ cookie, origin: origin(), "x-middleware-subrequest": "proxy" })).status).toBe(200);
});
