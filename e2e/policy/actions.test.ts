import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createApiToken } from "../../lib/auth/api-tokens";
import type { Role } from "../../lib/auth/user";
import { contents } from "../../lib/copy/testing/contents";
import { db } from "../../lib/db";
import { createWebhookKey } from "../../lib/ingest/keys";
import { exclude } from "../../lib/privacy/exclusions";
import { saveSegment } from "../../lib/segments";
import { type Called, callAction, Form, sendForm } from "./call-action";
import { House, newId, VIDEO, view } from "./house";
import { type Person, person } from "./people";
import { type Action, actionsInBuild } from "./routes-in-app";

/** What only administrators are told, and what viewers are not. */
const SECRET = "canary5e2d";
const PERSONAL = "canary7c1b";
const VIEWER = newId();
const OTHER = newId();
/** What a server writes by itself, or at each request: not an action's effect … */
const OWN_DOING = ["sessions", "attempts", "settings"];
/** … nor are these settings, by which instances take turns. */
const TURNS = ["prunedAt", "retainedAt", "noticedAt", "privacy.swept"];

const house = new House();
let root: Person;
let ids = { delivery: "", record: "", key: "", token: "", segment: "", view: "", link: "" };

interface Entry {
  least: Role | "anybody";
  /** What a browser would send, by which the administrator changes something, and others would too, were they let */
  arguments_: () => unknown[];
  /** What it would be without a change: what it hands out, or nothing */
  changes?: false;
}

const form = (fields: Record<string, string>, state: object = {}) => [state, new Form(fields)];

/** Each server action of the build. A new one fails the test until it says here who may call it. */
const ENTRIES: Record<string, Entry> = {
  signIn: { least: "anybody", arguments_: () => form({ email: "nobody@example.com", password: "wrong" }) },
  setUp: { least: "anybody", arguments_: () => form({ email: "x@example.com", password: "a long enough password" }) },
  takeLink: { least: "anybody", arguments_: () => form({ name: "x", password: "a long enough password" }) },
  chooseTheme: { least: "anybody", arguments_: () => ["dark"] },
  signOut: { least: "anybody", arguments_: () => [] },
  // One's own; here with what belongs to the administrator.
  saveName: { least: "viewer", arguments_: () => form({ name: "Mallory" }) },
  savePassword: { least: "viewer", arguments_: () => form({ current: "wrong", next: "a long enough password" }) },
  endOtherSessions: { least: "viewer", arguments_: () => [{}] },
  changeSecondFactor: { least: "viewer", arguments_: () => form({ intent: "off", password: "wrong" }) },
  changeTokens: { least: "viewer", arguments_: () => form({ revoke: ids.token }) },
  disconnect: { least: "viewer", arguments_: () => form({ password: "wrong" }) },
  connect: { least: "viewer", arguments_: () => form({ password: "wrong" }) },
  keepSegment: { least: "viewer", arguments_: () => form({ name: "x", search: "" }, { error: null, saved: 0 }) },
  removeSegment: { least: "viewer", arguments_: () => [ids.segment] },
  actOnQuarantine: { least: "administrator", arguments_: () => form({ intent: "dismiss", id: ids.record }) },
  retireKey: { least: "administrator", arguments_: () => [new Form({ id: ids.key })] },
  addKey: { least: "administrator", arguments_: () => form({ make: "1", label: "x" }) },
  saveGeneral: {
    least: "administrator",
    arguments_: () => form({ reportingZone: "Asia/Tokyo", completionThreshold: "50" }),
  },
  saveKeeping: { least: "administrator", arguments_: () => form({ keepBodiesDays: "3", keepLedgerDays: "4" }) },
  previewGeneral: {
    least: "administrator",
    arguments_: () => [new Form({ reportingZone: "Asia/Tokyo", completionThreshold: "50" })],
    changes: false,
  },
  beginBackfill: { least: "administrator", arguments_: () => [], changes: false },
  stopHistory: { least: "administrator", arguments_: () => [], changes: false },
  saveChoices: { least: "administrator", arguments_: () => form({ stopped: "on" }) },
  saveEmail: { least: "administrator", arguments_: () => form({ recipients: "mallory@example.com" }) },
  saveWebhook: { least: "administrator", arguments_: () => form({ webhook: "https://mallory.example.com" }) },
  actOnExclusions: {
    least: "administrator",
    arguments_: () => form({ value: "mallory@example.com" }, { error: null, saved: 0 }),
  },
  includeViewer: { least: "administrator", arguments_: () => ["excluded"] },
  actOnRetention: { least: "administrator", arguments_: () => form({ months: "1200", save: "1" }) },
  actOnUser: {
    least: "administrator",
    arguments_: () => form({ intent: "invite", email: "mallory@example.com", name: "", role: "administrator" }),
  },
  deleteWanted: { least: "administrator", arguments_: () => form({ id: ids.view }) },
  actOnPerson: {
    least: "administrator",
    arguments_: () => form({ intent: "erase", by: "viewer", value: OTHER }, { found: null, message: null, serial: 0 }),
  },
  eraseViewer: { least: "administrator", arguments_: () => [new Form({ by: "viewer", value: VIEWER })] },
};

const actions = actionsInBuild();
const leastOf = ({ name }: Action) => ENTRIES[name]?.least ?? "anybody";
const argumentsOf = ({ name }: Action) => ENTRIES[name]?.arguments_() ?? [];

beforeAll(async () => {
  root = await person("administrator");
  await db().write((tx) => tx.user.updateMany({ where: { id: root.id }, data: { name: SECRET } }));
  await house.start();
  const now = new Date().toISOString();
  const of = (viewer_id: string) =>
    view({
      ...{ viewer_id, viewer_name: PERSONAL, viewer_email: `${viewer_id}.${PERSONAL}@example.com` },
      ...{ video_title: "A title", started: now, finished: now, updated_at: now },
    });
  const sent = await house.deliver(of(VIEWER));
  await house.deliver(of(OTHER));
  const deleted = await house.deliver(of(newId()));
  const unread = await house.deliver(`{"id":"${PERSONAL}","viewer_name":"${PERSONAL}"}`);
  await exclude("excluded@example.com", root.id);
  await db().write((tx) => tx.exclusion.updateMany({ data: { id: "excluded" } }));
  await saveSegment(
    { id: root.id, email: root.email, name: null, role: "administrator" },
    { name: SECRET, shared: false, search: "" },
  );
  const segment = await db().read.segment.findFirstOrThrow();
  ids = {
    ...{ delivery: sent.delivery, record: unread.delivery, view: deleted.id ?? "", segment: segment.id, link: "" },
    key: (await createWebhookKey({ label: SECRET })).id,
    token: (await createApiToken(root.id, { label: SECRET, days: 1 })).id,
  };
  const cookie = root.cookie;
  await vi.waitFor(async () => {
    const answer = await fetch(`${house.server?.origin}/videos?period=all`, { headers: { cookie } });
    expect(await answer.text()).toContain("A title");
  }, 20_000);
});
afterAll(() => house.stop());

/** The pages that may call it, and one that anybody is given. */
function addressesOf({ pages }: Action): URL[] {
  const paths = [...pages, "/login"].map((page) =>
    page.replace("[viewer]", VIEWER).replace("[videoId]", VIDEO).replace("[deliveryId]", ids.delivery),
  );
  return [...new Set(paths)].slice(-3).map((path) => new URL(`${house.server?.origin}${path}`));
}

const ways = { "as React does": callAction, "as a form without scripts": sendForm };

interface Attempt {
  headers?: Record<string, string>;
  /** Words that no answer may have in it */
  untold?: string[];
  /** Whether what no browser would send is tried too: once for each reason to refuse is enough. */
  odd?: boolean;
}

/** In either way, from every page, with what a browser sends. */
async function attempt(
  action: Action,
  cookie: string,
  { headers = {}, untold = [SECRET, PERSONAL], odd = true }: Attempt = {},
): Promise<(Called & { way: string })[]> {
  const answers: (Called & { way: string })[] = [];
  const mustNotTell = ({ told }: Called, how: string) => {
    for (const word of untold)
      expect(told.toLowerCase().includes(word), `${action.name} ${how} tells ${word}`).toBe(false);
  };
  for (const address of addressesOf(action)) {
    for (const [way, call] of Object.entries(ways)) {
      const answer = await call(address, { id: action.id, arguments_: argumentsOf(action), cookie, headers });
      mustNotTell(answer, `on ${address.pathname}, ${way},`);
      answers.push({ ...answer, way });
    }
  }
  const [address] = addressesOf(action);
  for (const arguments_ of address && odd ? [[], [{}], [null, null], [root.id], [["$undefined"]]] : []) {
    const answer = await callAction(address as URL, { id: action.id, arguments_, cookie, headers });
    mustNotTell(answer, `with ${JSON.stringify(arguments_)}`);
  }
  return answers;
}

async function everything() {
  const sessions = await db().read.session.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  const settings = await db().read.setting.findMany({
    where: { key: { notIn: TURNS } },
    select: { key: true, value: true },
    orderBy: { key: "asc" },
  });
  return { ...(await contents(db().url, OWN_DOING)), sessions, settings };
}

test("every action of the build has an entry here, and no entry is left over", () => {
  expect(actions.map(({ name }) => name).sort()).toEqual(Object.keys(ENTRIES).sort());
});

describe("whoever may not changes nothing and learns nothing", () => {
  const dead = async (change: (one: Person) => Promise<unknown>) => {
    const one = await person("administrator");
    await change(one);
    return one.cookie;
  };
  const past = new Date(Date.now() - 9 * 3_600_000);
  const session = ({ sessionId: id }: Person, data: object) =>
    db().write((tx) => tx.session.updateMany({ where: { id }, data }));
  const strangers: Record<string, () => string | Promise<string>> = {
    "no cookie": () => "",
    "an expired session": () => dead((one) => session(one, { expiresAt: past })),
    "a session idle too long": () => dead((one) => session(one, { lastSeenAt: past })),
    "an ended session": () => dead(({ sessionId: id }) => db().write((tx) => tx.session.deleteMany({ where: { id } }))),
    "a disabled user": () =>
      dead(({ id }) => db().write((tx) => tx.user.updateMany({ where: { id }, data: { disabledAt: new Date() } }))),
  };

  test.each(Object.keys(strangers))("%s", async (name) => {
    const cookie = (await strangers[name]?.()) ?? "";
    const before = await everything();
    for (const action of actions.filter((one) => one.name !== "signOut"))
      for (const { address, way, headers } of await attempt(action, cookie, {
        odd: name === "no cookie" || name === "a disabled user",
      })) {
        const sentTo = headers.get("x-action-redirect") ?? headers.get("location");
        // Sent to a page that is not its own as no form there is, it is no call at all: that page itself is the answer.
        const isNoCall = address === "/login" && sentTo === null;
        if (leastOf(action) !== "anybody" && !isNoCall)
          expect(sentTo, `${action.name} on ${address}, ${way}`).toMatch(/\/login/);
      }
    expect(await everything()).toEqual(before);
  });

  test.each([
    ["viewer", [SECRET, PERSONAL]],
    ["analyst", [SECRET]],
  ] as const)("%s", async (role, untold) => {
    const { cookie } = await person(role);
    const before = await everything();
    for (const action of actions.filter((one) => leastOf(one) === "administrator"))
      for (const { status, address, way } of await attempt(action, cookie, { untold: [...untold] }))
        if (address !== "/login") expect(status, `${action.name} on ${address}, ${way}`).toBe(404);
    for (const name of ["changeTokens", "removeSegment", "changeSecondFactor", "savePassword"]) {
      const action = actions.find((one) => one.name === name) as Action;
      const [address] = addressesOf(action);
      await callAction(address as URL, { id: action.id, arguments_: argumentsOf(action), cookie });
    }
    expect(await everything()).toEqual(before);
  });

  test.each([
    { Origin: "https://mallory.example.com" },
    { Origin: "null" },
    { Origin: "https://localhost.mallory.example.com" },
    { Origin: "nonsense" },
  ])("another site, with the administrator's cookie: %o", async (headers) => {
    const before = await everything();
    for (const action of actions.filter((one) => leastOf(one) === "administrator"))
      for (const { status } of await attempt(action, root.cookie, { headers, odd: headers.Origin === "null" }))
        expect([status >= 400, action.name]).toEqual([true, action.name]);
    expect(await everything()).toEqual(before);
  });

  test.each(["nonsense", "http://[", "https://"])("an origin that is none (%s) is told in words", async (Origin) => {
    const [action] = actions;
    const [address] = addressesOf(action as Action);
    const { status, told } = await callAction(address as URL, {
      id: (action as Action).id,
      arguments_: argumentsOf(action as Action),
      cookie: root.cookie,
      headers: { Origin },
    });
    expect(status).toBe(400);
    expect(told).toContain("The header Origin names no address");
  });
});

test("what the others sent would have changed something: the administrator's does", async () => {
  for (const action of actions.filter((one) => leastOf(one) === "administrator")) {
    const before = await everything();
    const [address] = addressesOf(action);
    const call = { id: action.id, arguments_: argumentsOf(action), cookie: root.cookie };
    const { status } = await callAction(address as URL, call);
    expect(
      [200, 303],
      `${action.name}: ${house.server
        ?.output()
        .split("\n")
        .filter((l) => !/nonsense|Invalid URL|frames|^\}/.test(l))
        .slice(-6)
        .join("\n")}`,
    ).toContain(status);
    if (ENTRIES[action.name]?.changes !== false)
      await vi.waitFor(
        async () => expect(await contents(db().url, OWN_DOING), action.name).not.toEqual(before),
        10_000,
      );
  }
});
