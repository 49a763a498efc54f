import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { db } from "../db";
import { ingestRecords } from "../ingest/ingest";
import { METRICS, type Query } from "../query/query";
import { columns } from "./columns";
import { answerNaively } from "./reference";
import { stored } from "./testing/stored";

afterAll(async () => {
  await columns().close();
  await db().close();
});

const id = (kind: string, n: number) => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, "0")}`;
const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values));
const delivery = fc.record({
  id: fc.integer({ min: 0, max: 30 }).map((n) => id("a", n)),
  video_id: fc.option(fc.integer({ min: 0, max: 3 }).map((n) => id("b", n))),
  video_title: maybe("Tour", "Safety", "tour two"),
  started: fc.integer({ min: 0, max: 20 }).map((n) => new Date(Date.UTC(2026, 2, 20) + n * 43_200_000).toISOString()),
  viewer_id: fc.option(fc.integer({ min: 0, max: 3 }).map((n) => id("c", n))),
  viewer_email: maybe("ann@x.org", "Bob@X.org"),
  viewer_name: maybe("Ann", "Bob"),
  viewer_phone: maybe("+41 1"),
  viewer_custom_id: maybe("7"),
  country: maybe("Malta", "Cuba"),
  browser: maybe("Chrome 101", "Mobile Safari 15.4", "Edge"),
  screen_width: maybe("390", "1440", "0"),
  url: maybe("https://x.org/w/a?utm_source=mail&utm_campaign=a b", "not a url ?utm_medium=cpc"),
  variables: maybe({ color: "blue", n: 7 }, { color: "red", list: [1], name: "Ann" }, {}),
  tag1: maybe("x", "y"),
  elapsed: maybe(5, 70),
  percentage: fc.option(fc.integer({ min: 0, max: 100 })),
  participation: maybe(0, 50),
  correctness: maybe(0, 100),
  interaction_count: maybe(3),
  last_point: maybe(4, 40),
  furthest_point: maybe(40),
});
const change = fc.oneof({ weight: 6, arbitrary: delivery }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 30 }) });

const everything = { from: null, until: null, filters: [] };
const metrics = [...METRICS];
const by = (...dimensions: (Query & { kind: "groups" })["by"]): Query => ({
  ...{ kind: "groups", ...everything, by: dimensions, metrics },
});
const queries: Query[] = [
  by("video", "attempt"),
  by("viewer", "country"),
  by("identity"),
  by("browser", "screen"),
  by("source", "campaign"),
  by("medium", "tag1"),
  by("var:color", "var:n"),
  by("week", "last_point"),
  { ...everything, kind: "rows", limit: 40, offset: 0 },
  { ...everything, kind: "rows", limit: 40, offset: 0, search: "ann", searchPeople: true },
  { ...everything, kind: "rows", limit: 40, offset: 0, search: "TOUR" },
];
const batch = { zone: "Australia/Lord_Howe", completionThreshold: 80, queries };

test("whatever is delivered, updated, moved or deleted, the store says what the database holds", async () => {
  let serial = 0;
  const at = () => new Date(Date.UTC(2026, 4, 1) + ++serial * 1_000).toISOString();
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 25 }), async (changes) => {
      for (const one of changes) {
        if (typeof one !== "number") await ingestRecords([{ ...one, updated_at: at() }], { source: "demo" });
        else
          await db().commit((tx, revision) =>
            tx.view.updateMany({ where: { id: id("a", one) }, data: { deletedAt: 1n, revision } }),
          );
      }
      await columns().reached(Number((await db().read.counter.findFirstOrThrow()).revision));
      const { rows, ...names } = await stored();
      const { answers } = await columns().run(batch);
      expect(answers).toEqual(answerNaively(rows, names, batch));
    }),
    // What one case leaves in the database is where the next begins.
    { numRuns: 30, endOnFailure: true },
  );
}, 120_000);
