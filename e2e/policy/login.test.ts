import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quickHash } from "../../lib/auth/testing/quick-hash";
import { db } from "../../lib/db";
import { startServer } from "../server";
import { House } from "./house";
import { type Person, person, Visitor } from "./people";

const PASSWORD = "correct horse battery";
const house = new House();
const passwordHash = quickHash(PASSWORD);
let ann: Person;

beforeAll(async () => {
  ann = await person("analyst", { passwordHash });
  await house.start();
});
afterAll(() => house.stop());

const origin = () => house.server?.origin ?? "";
const visitor = () => new Visitor(origin());

/** Signs in by next-auth's endpoint; returns status, where it leads, and the visitor. */
async function logIn(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const who = visitor();
  const { csrfToken } = (await (await who.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await who.fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers,
    body: new URLSearchParams({ csrfToken, ...fields }),
  });
  const told = [...answer.headers.keys()].sort();
  return { status: answer.status, to: answer.headers.get("location") ?? "", told, body: await answer.text(), who };
}

const alive = async (who: Visitor) => (await who.fetch("/api/facets")).status === 200;

test("a wrong password and an unknown user are told alike, in status, words and headers", async () => {
  const { who: _, ...known } = await logIn({ email: ann.email, password: "wrong" });
  const { who: __, ...unknown } = await logIn({ email: "nobody@example.com", password: "wrong" });
  expect(known).toEqual(unknown);
  expect(known.to).toBe("/login?error=CredentialsSignin");
});

describe("where a login leads", () => {
  const elsewhere = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "http://[",
    "%",
    "https://localhost.evil.example/videos",
    "/api/auth/signout",
    `/${"x".repeat(5_000)}`,
  ];
  test.each(elsewhere.slice(0, 6))("%s: home", async (callbackUrl) => {
    const { to, who } = await logIn({ email: ann.email, password: PASSWORD, callbackUrl });
    expect(to).toBe("/overview");
    expect(await alive(who)).toBe(true);
  });

  test.each(elsewhere)("%s: home, by the form of the login page", async (callbackUrl) => {
    const page = await fetch(`${origin()}/login?${new URLSearchParams({ callbackUrl })}`);
    expect(await page.text()).toContain('name="callbackUrl" value="/overview"');
  });

  test("one's own page: there; a cookie that says otherwise does not count", async () => {
    expect((await logIn({ email: ann.email, password: PASSWORD, callbackUrl: "/videos?period=7d" })).to).toBe(
      "/videos?period=7d",
    );
    for (const value of ["https://evil.example", "http%3A%2F%2F[", "%E0%A4%A"]) {
      const who = visitor();
      who.set("next-auth.callback-url", value);
      const { csrfToken } = (await (await who.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
      who.set("next-auth.callback-url", value);
      const answer = await who.fetch("/api/auth/callback/credentials", {
        method: "POST",
        body: new URLSearchParams({ csrfToken, email: ann.email, password: PASSWORD }),
      });
      expect(answer.headers.get("location")).toMatch(/^\/(?!\/)/);
    }
  });
});

test("without a CSRF token, or with another's, a right password opens nothing", async () => {
  for (const csrfToken of [null, "", "x".repeat(64)]) {
    const who = visitor();
    await who.fetch("/api/auth/csrf");
    const fields = { email: ann.email, password: PASSWORD, ...(csrfToken !== null && { csrfToken }) };
    const answer = await who.fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams(fields),
    });
    expect(answer.headers.get("location")).toBe("/login?error=Expired");
    expect(await alive(who)).toBe(false);
  }
});

test("signing in by GET is no way: 405, and a problem that names the way", async () => {
  const answer = await visitor().fetch("/api/auth/callback/credentials");
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("a password of 1 MB is refused before it is looked at; so is a body that is no form", async () => {
  const began = performance.now();
  const { status } = await logIn({ email: ann.email, password: "x".repeat(1_048_576) });
  expect(status).toBe(400);
  expect(performance.now() - began).toBeLessThan(1_500);
  const json = (body: string) =>
    fetch(`${origin()}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
  for (const body of ["{", "[]", '{"email":{}}', "1"]) expect((await json(body)).status).toBe(400);
});

describe("a session", () => {
  test("is dead at once after signing out, after the user is disabled, and after the row is gone", async () => {
    const out = (await logIn({ email: ann.email, password: PASSWORD })).who;
    const kept = visitor();
    for (const pair of out.cookie.split("; ")) kept.set(pair.split("=")[0] ?? "", pair.split("=").slice(1).join("="));
    expect(await alive(kept)).toBe(true);
    await out.post("signout", {});
    expect([await alive(out), await alive(kept)]).toEqual([false, false]);

    const { who } = await logIn({ email: ann.email, password: PASSWORD });
    await db().write((tx) => tx.user.updateMany({ where: { id: ann.id }, data: { disabledAt: new Date() } }));
    expect(await alive(who)).toBe(false);
    expect((await logIn({ email: ann.email, password: PASSWORD })).to).toBe("/login?error=CredentialsSignin");
    await db().write((tx) => tx.user.updateMany({ where: { id: ann.id }, data: { disabledAt: null } }));
  });

  test("over plain http its cookie is hidden from scripts and from other sites' forms", async () => {
    const who = visitor();
    const { csrfToken } = (await (await who.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await who.fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, email: ann.email, password: PASSWORD }),
    });
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("next-auth.session-token="));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });
});

test("ten failures of an account from an address, and the right password waits, whatever X-Forwarded-For says", async () => {
  const bob = await person("analyst", { passwordHash });
  const from = (i: number) => ({ "X-Forwarded-For": `203.0.113.${i}`, "X-Real-IP": `203.0.113.${i}` });
  for (let i = 0; i < 10; i++)
    expect((await logIn({ email: bob.email, password: "wrong" }, from(i))).to).toBe("/login?error=CredentialsSignin");
  const late = await logIn({ email: bob.email, password: PASSWORD, json: "true" }, from(99));
  expect([late.status, late.who.cookie.includes("session-token")]).toEqual([429, false]);
  expect((await logIn({ email: bob.email, password: PASSWORD })).to).toBe("/login?error=Throttled");
  expect((await logIn({ email: ann.email, password: PASSWORD })).to).toBe("/overview");
});

test("an address line of 16 KB is refused", async () => {
  const line = await new Promise<string>((resolve, reject) => {
    const socket = connect(house.port, "127.0.0.1", () =>
      socket.write(`GET /overview?q=${"x".repeat(16_500)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    );
    socket.once("data", (data) => resolve(data.toString().split("\r\n")[0] ?? ""));
    socket.once("error", reject);
  });
  expect(line).toMatch(/ (414|431) /);
});

describe("headers", () => {
  const everywhere = [
    "/login",
    "/overview",
    "/nothing",
    "/videos/x.json",
    "/api/health",
    "/api/facets",
    "/api/nothing",
  ];
  const files = ["/icon.svg", "/world-110m.svg", "/_next/static/nothing.js", "/api/webhooks/views%", "/%E0%A4%A"];

  test("protect every answer; nothing runs but what the page names", async () => {
    for (const path of [...everywhere, ...files]) {
      const { headers, status } = await fetch(`${origin()}${path}`, { redirect: "manual" });
      expect([path, status < 500]).toEqual([path, true]);
      expect([path, headers.get("x-content-type-options")]).toEqual([path, "nosniff"]);
      expect([path, headers.get("x-frame-options")]).toEqual([path, "DENY"]);
      expect([path, headers.get("referrer-policy")]).toEqual([path, "same-origin"]);
      expect([path, headers.get("x-powered-by")]).toEqual([path, null]);
      expect([path, headers.get("strict-transport-security")]).toEqual([path, null]);
    }
    const nonces = new Set<string>();
    for (const path of everywhere) {
      const policy = (await fetch(`${origin()}${path}`, { redirect: "manual" })).headers.get("content-security-policy");
      expect([path, policy]).toEqual([path, expect.stringContaining("frame-ancestors 'none'")]);
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      const nonce = /'nonce-([^']+)'/.exec(policy ?? "")?.[1];
      if (nonce) nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  test("keep data out of every cache", async () => {
    for (const path of ["/overview", "/account", "/api/facets", "/api/export/views?format=csv", "/api/jump"]) {
      const answer = await fetch(`${origin()}${path}`, { headers: { Cookie: ann.cookie } });
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([path, 200, "private, no-store"]);
    }
  });

  test("behind TLS: cookies bound to the host, HSTS, and the address that the proxy saw", async () => {
    const server = await startServer({
      APP_URL: "https://views.example.com",
      TRUSTED_PROXY_HOPS: "1",
      ADMIN_EMAIL: "tls@example.com",
      ADMIN_PASSWORD: PASSWORD,
      LOG_LEVEL: "warn",
      DATABASE_URL: "",
    });
    try {
      const attempt = async (password: string, address: string) => {
        const who = new Visitor(server.origin);
        const { csrfToken } = (await (await who.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
        return who.fetch("/api/auth/callback/credentials", {
          method: "POST",
          headers: { "X-Forwarded-For": `198.51.100.1, ${address}`, "X-Forwarded-Proto": "https" },
          body: new URLSearchParams({ csrfToken, email: "tls@example.com", password }),
        });
      };
      const answer = await attempt(PASSWORD, "203.0.113.1");
      const cookies = answer.headers.getSetCookie();
      const session = cookies.find((line) => line.includes("session-token="));
      expect(session).toMatch(/^__Host-next-auth\.session-token=.*Path=\/;/);
      for (const line of cookies) expect(line).toMatch(/^__(Host|Secure)-[^;]*;.*Secure/);
      expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
      for (let i = 0; i < 10; i++) await attempt("wrong", "203.0.113.2");
      expect((await attempt(PASSWORD, "203.0.113.2")).headers.get("location")).toBe("/login?error=Throttled");
      expect((await attempt(PASSWORD, "203.0.113.3")).headers.get("location")).toBe("/overview");
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });
});
