import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditPage } from "../../lib/audit";
import { createApiToken } from "../../lib/auth/api-tokens";
import { seal } from "../../lib/auth/seal";
import { inviteUser } from "../../lib/auth/users";
import { db } from "../../lib/db";
import { House } from "./house";
import { CLIENT, Issuer } from "./issuer";
import { type Person, person, Visitor } from "./people";

const house = new House();
const issuer = new Issuer();
let root: Person;

beforeAll(async () => {
  root = await person("administrator", { passwordHash: "scrypt$1$1$1$x$x" });
  await house.start({
    OIDC_ISSUER: await issuer.start(),
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_ROLE_CLAIM: "realm.roles",
    OIDC_ROLE_ADMINISTRATOR: "vl-admins",
    OIDC_ROLE_ANALYST: "vl-analysts",
    OIDC_ROLE_VIEWER: "vl-viewers",
  });
});
afterAll(async () => {
  await house.stop();
  await issuer.stop();
});
beforeEach(() => {
  issuer.tamper = null;
  issuer.strangeKey = false;
  issuer.userinfo = {};
});

const claims = (sub: string, ...roles: string[]) => ({
  sub,
  email: `${sub}@example.com`,
  email_verified: true,
  name: `Name of ${sub}`,
  realm: { roles: ["something else", ...roles] },
});

const visitor = () => new Visitor(house.server?.origin ?? "");

/** From the button to where the browser ends up. */
async function signIn(as: Record<string, unknown>, who = visitor()): Promise<{ path: string; who: Visitor }> {
  issuer.next = as;
  const callback = await atIssuer(who);
  const answer = await who.fetch(callback);
  return { path: answer.headers.get("location") ?? `status ${answer.status}`, who };
}

/** The address that the issuer sends the browser back to. */
async function atIssuer(who: Visitor): Promise<string> {
  const { url } = await who.post("signin/oidc", { callbackUrl: "/videos" });
  expect(url.startsWith(`${issuer.address}/authorize`)).toBe(true);
  const answer = await fetch(url, { redirect: "manual" });
  return answer.headers.get("location") ?? "";
}

const reason = (path: string) => new URL(path, "http://x").searchParams.get("error");
const stored = (email: string) => db().read.user.findUnique({ where: { email } });
async function role(who: Visitor): Promise<string | undefined> {
  const { user } = (await (await who.fetch("/api/auth/session")).json()) as { user?: { role: string } };
  return user?.role;
}

describe("who comes in", () => {
  test("somebody new, with the role that the issuer names, and the session is one like any other", async () => {
    const { path, who } = await signIn(claims("nina", "vl-analysts", "vl-viewers"));
    expect(path).toBe("/videos");
    expect(await role(who)).toBe("analyst");
    expect((await who.fetch("/videos")).status).toBe(200);
    expect(await stored("nina@example.com")).toMatchObject({ name: "Name of nina", role: "analyst" });
    await db().write((tx) => tx.session.deleteMany({ where: { user: { email: "nina@example.com" } } }));
    expect(await role(who)).toBeUndefined();
  });

  test("again under another address, as the same user; the role is the issuer's at each login", async () => {
    const again = { ...claims("nina", "vl-viewers"), email: "renamed@example.com", email_verified: false };
    expect(await role((await signIn(again)).who)).toBe("viewer");
    expect(await stored("renamed@example.com")).toBeNull();
    expect(reason((await signIn(claims("nina"))).path)).toBe("SsoRole");
  });

  test("nobody whom the issuer gives no role any more: sessions and tokens end with the next try", async () => {
    const { who } = await signIn(claims("rosa", "vl-analysts"));
    const { id = "" } = (await stored("rosa@example.com")) ?? {};
    const { token } = await createApiToken(id, { label: "x", days: 1 });
    const fetched = () => visitor().fetch("/api/export/overview", { headers: { Authorization: `Bearer ${token}` } });
    expect([(await who.fetch("/videos")).status, (await fetched()).status]).toEqual([200, 200]);
    expect(reason((await signIn(claims("rosa"))).path)).toBe("SsoRole");
    expect([(await who.fetch("/videos")).status, (await fetched()).status]).toEqual([307, 401]);
    const { rows } = await auditPage({ page: 1, pageSize: 1, action: "user.signed_out" });
    expect(rows[0]).toMatchObject({ actor: null, subject: id });
    expect(await role((await signIn(claims("rosa", "vl-viewers"))).who)).toBe("viewer");
  });

  test("with a name that a database can hold", async () => {
    await signIn({ ...claims("odd", "vl-viewers"), name: `\u0000O\ud800dd ${"😀".repeat(120)}` });
    expect((await stored("odd@example.com"))?.name).toBe(`O dd ${"😀".repeat(95)}`);
  });

  test("address and roles that only userinfo tells", async () => {
    const { sub, ...rest } = claims("uma", "vl-viewers");
    issuer.userinfo = rest;
    expect(await role((await signIn({ sub })).who)).toBe("viewer");
  });

  test("nobody of whom userinfo tells under another subject", async () => {
    issuer.userinfo = { ...claims("udo", "vl-admins"), sub: "somebody else" };
    const { path, who } = await signIn({ sub: "udo" });
    expect(reason(path)).not.toBeNull();
    expect(await role(who)).toBeUndefined();
    expect(await stored("udo@example.com")).toBeNull();
  });

  test("who was invited, with the invitation's link used up by it", async () => {
    const { id } = await inviteUser(root.id, { email: "ivan@example.com", role: "viewer" });
    expect((await signIn(claims("ivan", "vl-viewers"))).path).toBe("/videos");
    expect((await stored("ivan@example.com"))?.id).toBe(id);
    expect(await db().read.userLink.count({ where: { userId: id } })).toBe(0);
  });
});

describe("who does not", () => {
  test("without a role, a verified address, or when disabled", async () => {
    expect(reason((await signIn(claims("norole"))).path)).toBe("SsoRole");
    const unverified = { ...claims("eve", "vl-viewers"), email_verified: false };
    expect(reason((await signIn(unverified)).path)).toBe("SsoEmail");
    expect(reason((await signIn({ ...unverified, email_verified: "true" })).path)).toBe("SsoEmail");
    for (const email of ["just text", "nul\u0000@example.com", `${"x".repeat(300)}@example.com`, ""])
      expect(reason((await signIn({ ...claims("emil", "vl-viewers"), email })).path)).toBe("SsoEmail");
    await signIn(claims("dora", "vl-viewers"));
    await db().write((tx) =>
      tx.user.updateMany({ where: { email: "dora@example.com" }, data: { disabledAt: new Date() } }),
    );
    const { path, who } = await signIn(claims("dora", "vl-viewers"));
    expect(reason(path)).toBe("SsoUnknown");
    expect(await role(who)).toBeUndefined();
    expect(await stored("eve@example.com")).toBeNull();
  });

  test("another subject with a known user's address; a user's with a password", async () => {
    const taken = { ...claims("mallory", "vl-admins"), email: "NINA@example.com" };
    expect(reason((await signIn(taken)).path)).toBe("SsoOther");
    expect(reason((await signIn({ ...taken, email: root.email })).path)).toBe("SsoConnect");
    expect(await db().read.user.count({ where: { ssoSubject: { contains: "mallory" } } })).toBe(0);
  });

  test("by a token that the issuer has not made for this very login", async () => {
    const good = claims("nina", "vl-analysts");
    for (const tamper of [{ iss: "http://127.0.0.1:1" }, { aud: "another client" }, { nonce: "old" }, { exp: 1 }]) {
      issuer.tamper = (made) => ({ ...made, ...tamper });
      expect(reason((await signIn(good)).path)).toBe("OAuthCallback");
    }
    issuer.tamper = null;
    issuer.strangeKey = true;
    expect(reason((await signIn(good)).path)).toBe("OAuthCallback");
  });

  test("by the way back of another browser, or the same one twice", async () => {
    issuer.next = claims("nina", "vl-analysts");
    const [mine, theirs] = [visitor(), visitor()];
    const callback = await atIssuer(mine);
    await atIssuer(theirs);
    expect(reason((await theirs.fetch(callback)).headers.get("location") ?? "")).toBe("OAuthCallback");
    expect((await mine.fetch(callback)).headers.get("location")).toBe("/videos");
    expect(reason((await mine.fetch(callback)).headers.get("location") ?? "")).toBe("OAuthCallback");
  });
});

describe("a user with a password", () => {
  const connecting = (session: Person) => {
    const who = visitor();
    const [name = "", value = ""] = session.cookie.split("=");
    who.set(name, value);
    who.set("viewledger.connect", seal("connect single sign-on", session.sessionId, String(Date.now() + 60_000)));
    return who;
  };

  test("connects it while signed in, and then comes in by it as themselves", async () => {
    const ann = await person("analyst", { passwordHash: "scrypt$1$1$1$x$x" });
    const as = claims("ann-elsewhere", "vl-analysts");
    const { path, who } = await signIn(as, connecting(ann));
    expect(path).toBe("/videos");
    expect(await role(who)).toBe("analyst");
    const { who: later } = await signIn(as);
    const session = (await (await later.fetch("/api/auth/session")).json()) as { user: { email: string } };
    expect(session.user.email).toBe(ann.email);
  });

  test("but not with somebody else's, nor by a wish that was made in another session", async () => {
    const [bob, cid] = [await person("analyst"), await person("analyst")];
    expect(reason((await signIn(claims("ann-elsewhere", "vl-admins"), connecting(bob))).path)).toBe("SsoOther");
    const who = connecting(bob);
    who.set("viewledger.connect", seal("connect single sign-on", cid.sessionId, String(Date.now() + 60_000)));
    await signIn(claims("stranger", "vl-viewers"), who);
    expect((await stored(bob.email))?.ssoSubject).toBeNull();
  });
});

test("the last administrator stays one, whatever the issuer says", async () => {
  await db().write((tx) => tx.user.updateMany({ where: { id: root.id }, data: { role: "viewer" } }));
  await signIn(claims("adam", "vl-admins"));
  expect(await role((await signIn(claims("adam", "vl-viewers"))).who)).toBe("administrator");
});

test("the login page offers it; an issuer that is away is told as such", async () => {
  const page = await (await visitor().fetch("/login")).text();
  expect(page).toContain("Continue with ");
  // From another address the issuer would lead back to where the browser has none of its cookies.
  const elsewhere = await (await fetch(`http://127.0.0.1:${house.port}/login`)).text();
  expect(elsewhere).not.toContain("Continue with ");
  expect(elsewhere).toContain(`http://localhost:${house.port}`);
  await issuer.stop();
  const { url } = await visitor().post("signin/oidc", {});
  expect(new URL(url).pathname + new URL(url).search).toBe("/login?error=OAuthSignin");
});
