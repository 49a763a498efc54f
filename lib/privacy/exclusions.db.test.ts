import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { auditPage } from "../audit";
import { db } from "../db";
import { applyRules, exclude, include, listExclusions, readRule } from "./exclusions";
import { isExcluded } from "./rules";
import { deliver } from "./testing/deliveries";
import { closeAll, figures } from "./testing/figures";

afterAll(closeAll);

let serial = 0;
const view = (more: object) => ({
  id: `00000000-0000-4000-8000-${String(++serial).padStart(12, "0")}`,
  video_id: "v1",
  started: "2026-01-01T10:00:00Z",
  updated_at: new Date(Date.UTC(2026, 0, 1) + serial * 1_000).toISOString(),
  ...more,
});
const taken = async (value: string) => {
  const rule = (await listExclusions()).find((one) => one.value === value);
  await include(rule?.id ?? "", null);
};

const NAMELESS = "bbbbbbbb-0000-4000-8000-00000000a0a0";

test("by address, domain and key: out of the figures at once, and back with all views", async () => {
  await deliver([
    view({ viewer_email: "Ann@Team.example" }),
    view({ viewer_email: "bob@eu.team.example" }),
    view({ viewer_email: "eve@notteam.example" }),
    view({ viewer_id: "known", viewer_email: "old@team.example" }),
    view({ viewer_id: "known" }),
    view({ viewer_id: NAMELESS }),
    view({}),
  ]);
  expect(await figures()).toEqual({ views: 7, viewers: 6 });
  await exclude(" ANN@team.example", null);
  expect(await figures()).toEqual({ views: 6, viewers: 5 });
  await exclude("@Team.example", null);
  // A viewer is left out with views that name nobody too.
  expect(await figures()).toEqual({ views: 3, viewers: 3 });
  await exclude(NAMELESS, null);
  expect(await figures()).toEqual({ views: 2, viewers: 2 });
  await taken("team.example");
  expect(await figures()).toEqual({ views: 5, viewers: 4 });
  await taken(NAMELESS);
  await taken("ann@team.example");
  expect(await figures()).toEqual({ views: 7, viewers: 6 });
  expect((await auditPage({ page: 1, pageSize: 1, action: "viewers.included" })).count).toBe(3);
  await expect(exclude("no such rule!", null)).rejects.toThrow("Enter an e-mail");
});

test("who comes later is left out by the rules of then, and counts again under another address", async () => {
  await exclude("team.example", null);
  const { views } = await figures();
  await deliver(view({ viewer_id: "late" }));
  expect(await figures()).toMatchObject({ views: views + 1 });
  await deliver(view({ viewer_id: "late", viewer_email: "late@team.example" }));
  expect(await figures()).toMatchObject({ views });
  await deliver(view({ viewer_id: "late", viewer_email: "late@home.example" }));
  expect(await figures()).toMatchObject({ views: views + 3 });
  await expect(exclude("team.example", null)).rejects.toThrow("already");
  await taken("team.example");
});

test("a custom id leaves out the viewer who has it; what names nobody, or more than one, is refused", async () => {
  const before = await figures();
  await deliver([
    view({ viewer_id: "staff", viewer_custom_id: "TM-1" }),
    view({ viewer_id: "twin-a", viewer_custom_id: "TM-2" }),
    view({ viewer_id: "twin-b", viewer_custom_id: "TM-2" }),
  ]);
  await exclude(" TM-1 ", null);
  expect(await figures()).toEqual({ views: before.views + 2, viewers: before.viewers + 2 });
  await expect(exclude("TM-2", null)).rejects.toThrow("Several viewers");
  await expect(exclude("ourteam", null)).rejects.toThrow("No viewer has this");
  await taken("staff");
  expect(await figures()).toEqual({ views: before.views + 3, viewers: before.viewers + 3 });
});

test("what a text means", () => {
  expect(readRule(" A@B.example ")).toEqual({ kind: "email", value: "a@b.example" });
  expect(readRule("@Exämple.org")).toEqual({ kind: "domain", value: "exämple.org" });
  expect(readRule("e-Abc_12")).toEqual({ kind: "viewer", value: "e-Abc_12" });
  expect(readRule("two words")).toBeNull();
});

const VALUES = ["a@x.example", "b@x.example", "x.example", "y.x.example", "k1", "k2"];
const viewer = fc.record({
  viewer_id: fc.constantFrom("k1", "k2", "k3"),
  viewer_email: fc.option(fc.constantFrom("a@x.example", "B@X.example", "c@y.x.example", "d@z.example")),
});
const step = fc.oneof(fc.record({ view: viewer }), fc.record({ rule: fc.constantFrom(...VALUES) }));

test("after any deliveries and rules in any order, exactly those are left out whom the rules mean", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      for (const one of steps) {
        if ("view" in one) await deliver(view(one.view));
        else if ((await listExclusions()).some(({ value }) => value === one.rule)) await taken(one.rule);
        else await exclude(readRule(one.rule) ?? one.rule, null);
      }
      const rules = await listExclusions();
      const of = (kind: string) => new Set(rules.filter((rule) => rule.kind === kind).map(({ value }) => value));
      const wanted = { emails: of("email"), domains: of("domain"), viewers: of("viewer") };
      const viewers = await db().read.viewer.findMany();
      const out = new Set(viewers.filter(({ key, email }) => isExcluded(wanted, key, email)).map(({ key }) => key));
      expect(viewers.filter(({ excluded }) => excluded).map(({ key }) => key)).toEqual(
        expect.arrayContaining([...out]),
      );
      const views = await db().read.view.findMany({ select: { viewerKey: true } });
      const counted = views.filter(({ viewerKey }) => !out.has(viewerKey));
      expect(await figures()).toEqual({
        views: counted.length,
        viewers: new Set(counted.map(({ viewerKey }) => viewerKey)).size,
      });
      await applyRules();
    }),
    { numRuns: 12 },
  );
}, 120_000);
