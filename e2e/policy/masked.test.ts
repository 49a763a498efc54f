import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createApiToken } from "../../lib/auth/api-tokens";
import { db } from "../../lib/db";
import { FILTER_DIMENSIONS } from "../../lib/query/query";
import { House, newId, VIDEO, view } from "./house";
import { type Person, person } from "./people";

/** One in each personal field. How they begin is asked for; whole they stand in no answer to a viewer. */
const BEGINNING = "kanari";
const CANARIES = Object.fromEntries(
  [
    "name",
    "email",
    "phone",
    "custom",
    "path",
    "utm_content",
    "utm_source",
    "key",
    "value",
    "plink",
    "extra",
    "quarantined",
  ].map((field, index) => [field, `${BEGINNING}${index}${field.replace("_", "")}`]),
);
const canary = (field: string) => CANARIES[field] ?? "";

const house = new House();
const [KNOWN, LATER] = [newId(), newId()];
let analyst: Person;
let viewer: Person;
let token = "";
const deliveries: string[] = [];
let customKey = "";

beforeAll(async () => {
  [analyst, viewer] = [await person("analyst"), await person("viewer")];
  ({ token } = await createApiToken(viewer.id, { label: "x", days: 1 }));
  await house.start();
  const now = new Date().toISOString();
  const recent = { started: now, finished: now, created_at: now, updated_at: now };
  const personal = {
    viewer_name: canary("name"),
    viewer_email: `${canary("email")}@example.com`,
    viewer_phone: canary("phone"),
    viewer_custom_id: canary("custom"),
    url: `https://video.example.com/${canary("path")}?utm_content=${canary("utm_content")}&utm_source=${canary("utm_source")}`,
    variables: { [canary("key")]: canary("value") },
    plink_id: canary("plink"),
    note: canary("extra"),
  };
  const sent = [
    await house.deliver(view({ ...recent, viewer_id: KNOWN, ...personal })),
    await house.deliver(view({ ...recent, viewer_id: LATER })),
    // Whose key is made of the custom id, and of the address
    await house.deliver(view({ ...recent, ...personal, viewer_id: null, viewer_email: null })),
    await house.deliver(view({ ...recent, ...personal, viewer_id: null, viewer_custom_id: null })),
    await house.deliver({ id: "no uuid", ...personal, viewer_name: canary("quarantined") }),
  ];
  deliveries.push(...sent.map(({ delivery }) => delivery));
  customKey = (await house.view(sent[2]?.id ?? "")).viewerKey;
  await vi.waitFor(async () => expect((await asked("/api/export/videos?format=csv")).body).toContain(",4,"), 10_000);
});
afterAll(() => house.stop());

async function asked(path: string, { who = viewer.cookie, headers = {} as Record<string, string> } = {}) {
  const init: RequestInit = { redirect: "manual", headers: { Cookie: who, ...headers } };
  let answer = await fetch(`${house.server?.origin}${path}`, init);
  const location = answer.headers.get("location") ?? "";
  if (location.endsWith("_rsc")) answer = await fetch(`${house.server?.origin}${location}`, init);
  return { status: answer.status, body: `${await answer.text()}\n${[...answer.headers].join("\n")}` };
}

/** Those of the canaries that an answer holds. */
const found = (body: string) => Object.keys(CANARIES).filter((field) => body.toLowerCase().includes(canary(field)));

const PAGES = () => [
  "/overview",
  "/videos",
  `/videos/${VIDEO}`,
  "/viewers",
  `/viewers/${KNOWN}`,
  `/viewers/${LATER}`,
  `/viewers/${customKey}`,
  "/geography",
  "/engagement",
  "/tags",
  "/deliveries",
  "/deliveries/quarantine",
  ...deliveries.map((id) => `/deliveries/${id}`),
  "/account",
];
const REPORTS = ["views", "videos", "viewers", "geography", "tags", "engagement", "days", "overview"];

describe("a viewer finds no person", () => {
  test("on any page, as HTML and as flight payload", async () => {
    for (const path of PAGES())
      for (const headers of [{}, { RSC: "1" }] as Record<string, string>[]) {
        const { status, body } = await asked(`${path}?period=all`, { headers });
        expect([path, status, found(body)]).toEqual([path, 200, []]);
      }
  });

  test("in any export, by session and by token, however it is asked for", async () => {
    for (const report of REPORTS)
      for (const more of ["format=csv", "format=ndjson", "format=csv&variables=columns", "format=csv&bom=1"]) {
        const path = `/api/export/${report}?period=all&${more}`;
        const { status, body } = await asked(path);
        expect([path, [200, 400].includes(status), found(body)]).toEqual([path, true, []]);
        const bearer = await asked(path, { who: "", headers: { Authorization: `Bearer ${token}` } });
        expect([path, bearer.status, found(bearer.body)]).toEqual([path, status, []]);
      }
  });

  test("among the values of any dimension, nor by searching for them", async () => {
    const dimensions = [...FILTER_DIMENSIONS, `var:${canary("key")}`];
    for (const dimension of dimensions)
      for (const find of ["", BEGINNING]) {
        const { body } = await asked(`/api/facets/${encodeURIComponent(dimension)}?period=all&find=${find}`);
        // A dimension that may not be asked for is named in the answer as it was typed.
        expect([dimension, found(body).filter((field) => !dimension.includes(canary(field)))]).toEqual([dimension, []]);
      }
    for (const path of ["/api/facets", `/api/jump?find=${BEGINNING}`, "/api/jump"])
      expect([path, found((await asked(path)).body)]).toEqual([path, []]);
  });

  test("by bodies, which are not for them", async () => {
    for (const id of deliveries) expect((await asked(`/api/deliveries/${id}/body`)).status).toBe(403);
  });

  test("by what a search, a filter or an order tells of them without saying it", async () => {
    const rows = async (query: string, who = viewer.cookie) =>
      (await asked(`/api/export/videos?period=all&format=csv&${query}`, { who })).body.split("\n\n")[0]?.split("\r\n");
    const nothing = await rows("q=zzzzzz");
    for (const field of ["name", "email"]) {
      expect(await rows(`q=${canary(field)}`)).toEqual(nothing);
      expect(await rows(`q=${canary(field)}`, analyst.cookie)).not.toEqual(nothing);
    }
    for (const query of [
      `plink=${canary("plink")}`,
      `var:${canary("key")}=${canary("value")}`,
      `var:${canary("key")}=(none)`,
      "plink=!(none)",
      `source=${canary("utm_source")}`,
      "medium=!(none)",
      "campaign=(none)",
    ]) {
      const { status } = await asked(`/api/export/videos?period=all&format=csv&${query}`);
      expect([query, status]).toEqual([query, 400]);
    }
    for (const sort of ["viewer_name", "-viewer_name", "viewer_email", "name"]) {
      const { status, body } = await asked(`/api/export/viewers?period=all&format=csv&sort=${sort}`);
      expect([sort, status, found(body)]).toEqual([sort, 400, []]);
    }
  });
});

test("an analyst's link that searches for a name says to a viewer why it finds nothing", async () => {
  const path = "/overview?period=all&q=";
  const why = "For your role the search looks at titles of videos alone.";
  expect((await asked(path + canary("name"))).body).toContain(why);
  expect((await asked(path + canary("name"), { who: analyst.cookie })).body).not.toContain(why);
  expect((await asked(`${path}zzzzzz`, { who: analyst.cookie })).body).not.toContain(why);
});

test("an analyst finds them all, by the same ways", async () => {
  const seen = new Set<string>();
  const all = [...PAGES(), ...REPORTS.map((report) => `/api/export/${report}`)].map((path) => `${path}?period=all`);
  for (const path of [...all, "/api/facets", "/api/facets/plink?period=all"])
    for (const field of found((await asked(path, { who: analyst.cookie })).body)) seen.add(field);
  expect([...seen].sort()).toEqual(Object.keys(CANARIES).sort());
  expect(await db().read.user.count()).toBe(2);
});
