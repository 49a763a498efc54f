import { createHash, createHmac } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createApiToken } from "../../lib/auth/api-tokens";
import { encodeSessionToken } from "../../lib/auth/session-token";
import type { Role } from "../../lib/auth/user";
import { db } from "../../lib/db";
import { House, newId, VIDEO, view } from "./house";
import { cookieOf, type Person, person } from "./people";
import { type Route, routesInApp } from "./routes-in-app";

/** In every text of every view that is stored, and in what waits in quarantine. No stranger may ever see it. */
const CANARY = "canary7f3a";
const AT_ONCE = 8;

const VIEWER = newId();
const house = new House();
let delivery = "";
let root: Person;
let analyst: Person;
let viewer: Person;

interface Got {
  status: number;
  body: string;
  /** The headers */
  told: string;
}

interface Entry {
  /** What the pattern's parameters stand for */
  path?: () => string;
  /** Where it is not asked for by GET: a form's fields */
  form?: () => Record<string, string>;
  /** Who may have it; "anybody": it holds no data */
  least: Role | "anybody";
  /** Whether the canary is in it for who may have it, so that its absence elsewhere says something */
  data?: boolean;
}

/** Each route of app/. A new one fails the test until it says here who may have it. */
const ENTRIES: Record<string, Entry> = {
  "/": { least: "anybody" },
  "/login": { least: "anybody" },
  "/setup": { least: "anybody" },
  "/password": { least: "anybody" },
  "/overview": { least: "viewer", data: true },
  "/videos": { least: "viewer", data: true },
  "/videos/[videoId]": { path: () => `/videos/${VIDEO}`, least: "viewer", data: true },
  "/viewers": { least: "viewer", data: true },
  "/viewers/[viewer]": { path: () => `/viewers/${VIEWER}`, least: "viewer", data: true },
  "/geography": { path: () => "/geography?period=all&level=city", least: "viewer", data: true },
  "/engagement": { least: "viewer", data: true },
  "/tags": { least: "viewer", data: true },
  "/deliveries": { least: "viewer", data: true },
  "/deliveries/quarantine": { least: "viewer" },
  "/deliveries/[deliveryId]": { path: () => `/deliveries/${delivery}`, least: "viewer", data: true },
  "/account": { least: "viewer" },
  "/settings": { least: "administrator" },
  "/settings/users": { least: "administrator", data: true },
  "/settings/audit": { least: "administrator" },
  "/settings/privacy": { least: "administrator" },
  "/settings/notifications": { least: "administrator" },
  "/settings/status": { least: "administrator" },
  "/api/auth/[...nextauth]": { path: () => "/api/auth/session", least: "anybody" },
  "/api/deliveries/[deliveryId]/body": { path: () => `/api/deliveries/${delivery}/body`, least: "analyst", data: true },
  "/api/export/[report]": { path: () => "/api/export/views?format=csv", least: "viewer", data: true },
  "/api/facets": { least: "viewer" },
  "/api/facets/[dimension]": { path: () => "/api/facets/city?period=all", least: "viewer", data: true },
  "/api/health": { least: "anybody" },
  "/api/import": { least: "administrator" },
  "/api/jump": { path: () => `/api/jump?find=${CANARY.slice(0, 5)}`, least: "viewer", data: true },
  "/api/person": { form: () => ({ by: "viewer", value: VIEWER }), least: "administrator", data: true },
  "/api/live": { least: "viewer" },
  "/api/metrics": { least: "anybody" },
  "/api/webhooks/views": { least: "anybody" },
  "/api/[...unknown]": { path: () => "/api/nothing/here", least: "anybody" },
};

const routes = routesInApp();
const pathOf = ({ pattern }: Route) => {
  const path = ENTRIES[pattern]?.path?.() ?? pattern;
  return pattern.startsWith("/api/") || path.includes("?") ? path : `${path}?period=all`;
};

beforeAll(async () => {
  [root, analyst, viewer] = [await person("administrator"), await person("analyst"), await person("viewer")];
  await db().write((tx) => tx.user.updateMany({ where: { id: viewer.id }, data: { name: CANARY } }));
  await house.start();
  const texts = [
    "video_title",
    "viewer_name",
    "viewer_phone",
    "viewer_custom_id",
    "city",
    "region",
    "tag1",
    "plink_id",
  ];
  const now = new Date().toISOString();
  const sent = await house.deliver(
    view({
      ...Object.fromEntries(texts.map((name) => [name, `${CANARY} ${name}`])),
      viewer_id: VIEWER,
      viewer_email: `${CANARY}@example.com`,
      url: `https://video.example.com/${CANARY}`,
      variables: { [CANARY]: CANARY },
      started: now,
      finished: now,
      updated_at: now,
      [CANARY]: CANARY,
    }),
  );
  delivery = sent.delivery;
  await house.deliver(`{"id":"${CANARY}","viewer_name":"${CANARY}"}`);
  // Filled: from here on pages have figures.
  await vi.waitFor(
    async () => expect((await get("/api/export/videos?format=csv", root.cookie)).body).toContain(CANARY),
    10_000,
  );
});
afterAll(() => house.stop());

async function get(path: string, cookie: string, init: RequestInit = {}): Promise<Got> {
  const headers = { ...(init.headers as Record<string, string>), ...(cookie && { Cookie: cookie }) };
  const answer = await fetch(`${house.server?.origin}${path}`, { redirect: "manual", ...init, headers });
  // The flight payload is had under the address that Next wants for it.
  const location = answer.headers.get("location") ?? "";
  if (location.endsWith("_rsc") && !path.includes("_rsc")) return get(location, cookie, init);
  const told = [...answer.headers].map((line) => line.join(": ")).join("\n");
  return { status: answer.status, body: await answer.text(), told };
}

/** As a browser would ask for it. */
function ask(route: Route, cookie: string, headers: Record<string, string> = {}): Promise<Got> {
  const form = ENTRIES[route.pattern]?.form?.();
  if (!form) return get(pathOf(route), cookie, { headers });
  const origin = house.server?.origin ?? "";
  return get(pathOf(route), cookie, {
    method: "POST",
    headers: { ...headers, Origin: origin },
    body: new URLSearchParams(form),
  });
}

async function each<T>(list: T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one);
    }),
  );
}

/** Not a byte of data in body or headers, and no error of the server's. */
function expectNothing(what: string, { status, body, told }: Got): void {
  expect(`${body}\n${told}`.toLowerCase(), what).not.toContain(CANARY);
  expect(body, what).not.toContain(root.email);
  expect([status < 500 || status === 503, what]).toEqual([true, what]);
}

test("every route of app/ has an entry here, and no entry is left over", () => {
  expect(routes.map(({ pattern }) => pattern).sort()).toEqual(Object.keys(ENTRIES).sort());
});

test("who may have them gets them, with the canary", async () => {
  await each(
    routes.filter(({ pattern }) => pattern !== "/api/live"),
    async (route) => {
      const entry = ENTRIES[route.pattern];
      const { status, body } = await ask(route, root.cookie);
      if (entry?.least !== "anybody") expect([status, route.pattern]).toEqual([200, route.pattern]);
      if (entry?.data) expect(body.toLowerCase(), route.pattern).toContain(CANARY);
    },
  );
});

describe("strangers", () => {
  const none = () => "";
  const dead = async (change: (person: Person) => Promise<unknown>) => {
    const one = await person("administrator");
    await change(one);
    return one.cookie;
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const strangers: Record<string, () => string | Promise<string>> = {
    "a session that is over": () =>
      dead(({ sessionId: id }) =>
        db().write((tx) => tx.session.updateMany({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })),
      ),
    "a session that was idle too long": () =>
      dead(({ sessionId: id }) =>
        db().write((tx) =>
          tx.session.updateMany({ where: { id }, data: { lastSeenAt: new Date(Date.now() - 8 * 3_600_001) } }),
        ),
      ),
    "a session that was ended": () =>
      dead(({ sessionId: id }) => db().write((tx) => tx.session.deleteMany({ where: { id } }))),
    "a disabled user": () =>
      dead(({ id }) => db().write((tx) => tx.user.updateMany({ where: { id }, data: { disabledAt: new Date() } }))),
    "another user's session": async () =>
      cookieOf(await encodeSessionToken({ userId: root.id, sessionId: viewer.sessionId })),
    "a token under another secret": async () =>
      cookieOf(await encode({ token: { sub: root.id, sid: root.sessionId }, secret: "another secret of some length" })),
    "a token without encryption": () =>
      cookieOf(`${part({ alg: "none" })}.${part({ sub: root.id, sid: root.sessionId, exp: 4_000_000_000 })}.`),
    "a signed token": () => {
      const content = `${part({ alg: "HS256" })}.${part({ sub: root.id, sid: root.sessionId, exp: 4_000_000_000 })}`;
      const key = createHash("sha256").update("").digest();
      return cookieOf(`${content}.${createHmac("sha256", key).update(content).digest("base64url")}`);
    },
    "the right token under a name that counts by TLS only": () => `__Host-${root.cookie}; __Secure-${root.cookie}`,
  };

  test.each(Object.keys(strangers))("%s: nothing", async (name) => {
    const cookie = (await strangers[name]?.()) ?? "";
    await each(
      routes.flatMap((route) =>
        ([{}, { RSC: "1" }] as Record<string, string>[]).map((headers) => ({ route, headers })),
      ),
      async ({ route, headers }) => {
        const answer = await ask(route, cookie, headers);
        expectNothing(`${route.pattern} ${JSON.stringify(headers)}`, answer);
        if (route.kind === "handler" && ENTRIES[route.pattern]?.least !== "anybody")
          expect([answer.status, route.pattern]).toEqual([401, route.pattern]);
      },
    );
  });

  const tricks: Record<string, (path: string) => { path?: string; init?: RequestInit }> = {
    plain: () => ({}),
    "the head alone": () => ({ init: { method: "HEAD" } }),
    "the flight payload": () => ({ init: { headers: { RSC: "1" } } }),
    "a prefetch": () => ({
      init: { headers: { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" } },
    }),
    "a router's state": () => ({
      init: { headers: { RSC: "1", "Next-Router-State-Tree": encodeURIComponent('["",{},null,"refetch"]') } },
    }),
    "the middleware passed over": () => ({
      init: { headers: { "x-middleware-subrequest": Array(5).fill("proxy").join(":"), "x-middleware-next": "1" } },
    }),
    "another path by header": () => ({
      init: { headers: { "X-Original-URL": "/api/health", "X-Rewrite-URL": "/login", "x-viewledger-path": "/login" } },
    }),
    "another method by header": () => ({
      init: { method: "POST", headers: { "X-HTTP-Method-Override": "GET", "X-Method-Override": "GET" } },
    }),
    "a client that says it is the server": () => ({
      init: { headers: { "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost", "X-Real-IP": "::1" } },
    }),
    "a made-up API token": () => ({ init: { headers: { Authorization: `Bearer vl_${"A".repeat(43)}` } } }),
    "a password by header": () => ({ init: { headers: { Authorization: "Basic cm9vdDpyb290" } } }),
    "a preview": () => ({ init: { headers: { Cookie: "__prerender_bypass=1; __next_preview_data=1" } } }),
    "a trailing slash": (path) => ({ path: path.replace(/(?=\?|$)/, "/") }),
    "two slashes": (path) => ({ path: `/${path}` }),
    "an encoded letter": (path) => ({
      path: path.replace(
        /^\/(api\/)?(\w)/,
        (_, api = "", letter: string) => `/${api}%${letter.charCodeAt(0).toString(16)}`,
      ),
    }),
    "an encoded slash": (path) => ({ path: path.replace(/(.)\//, "$1%2f") }),
    dots: (path) => ({ path: `/login/%2e%2e${path}` }),
    "capital letters": (path) => ({ path: path.replace(/^[^?]*/, (own) => own.toUpperCase()) }),
    "another ending": (path) => ({ path: path.replace(/(?=\?|$)/, ".json") }),
    "the flight payload's ending": (path) => ({ path: path.replace(/(?=\?|$)/, ".rsc") }),
    "the old router's data": (path) => ({ path: `/_next/data/x${path.replace(/(?=\?|$)/, ".json")}` }),
    "the cache's key": (path) => ({ path: path.includes("?") ? `${path}&_rsc=1` : `${path}?_rsc=1` }),
  };

  test.each(Object.keys(tricks))("no cookie, and %s: nothing", async (name) => {
    await each(routes, async (route) => {
      const asked = pathOf(route);
      const { path = asked, init } = tricks[name]?.(asked) ?? {};
      expectNothing(`${name}: ${path}`, await get(path, none(), init));
    });
  });
});

describe("too small a role", () => {
  test("gets none of what needs a greater one, by session or by token", async () => {
    const tokens = new Map<Person, string>();
    for (const one of [viewer, analyst]) tokens.set(one, (await createApiToken(one.id, { label: "x", days: 1 })).token);
    const cases = routes.flatMap((route) => {
      const least = ENTRIES[route.pattern]?.least;
      const small = least === "administrator" ? [viewer, analyst] : least === "analyst" ? [viewer] : [];
      return small.map((one) => ({ route, one }));
    });
    expect(cases.length).toBeGreaterThan(5);
    await each(cases, async ({ route, one }) => {
      const passedOver = { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" };
      for (const headers of [{}, { RSC: "1" }, passedOver] as Record<string, string>[]) {
        const answer = await ask(route, one.cookie, headers);
        expectNothing(route.pattern, answer);
        // A flight payload says in its text that there is nothing.
        const status = route.kind === "handler" ? 403 : "RSC" in headers ? 200 : 404;
        expect([answer.status, route.pattern]).toEqual([status, route.pattern]);
      }
      const headers = { Authorization: `Bearer ${tokens.get(one)}` };
      expectNothing(`by token: ${route.pattern}`, await ask(route, "", headers));
    });
  });
});
