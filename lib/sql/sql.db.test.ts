import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { readPosition } from "../columns/feed";
import { answerNaively } from "../columns/reference";
import { instant, ODD, query, TEXTS, ZONES } from "../columns/testing/questions";
import { stored } from "../columns/testing/stored";
import { type Connection, db, readPlace } from "../db";
import { lookLikeCitus } from "../db/testing/as-citus";
import { canonicalJson, type Json } from "../mindstamp/json";
import type { Batch, BatchAnswer, Query, Selection } from "../query/query";
import { answerBatch } from "./batch";
import { ReadPool } from "./pool";
import type { Reading } from "./reading";
import { openSql } from "./store";
import { Traits } from "./traits";

const { dialect } = inject("database");
const isPostgres = dialect === "postgres";
/** Fewer than of the column store's own properties: each case asks a real server. */
const RUNS = Math.max(120, Number(process.env.PROPERTY_RUNS ?? 100) * 2.5);

let connection: Connection;
let pool: ReadPool;
beforeAll(async () => {
  if (isPostgres) connection = await db().dialect.connect(db().url);
  pool = new ReadPool(db().url, 60_000);
});
afterAll(async () => {
  await pool.close();
  await connection?.close();
  await db().close();
});

const text = fc.option(fc.constantFrom(...TEXTS));
const percent = fc.option(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 9, 10, 89, 90, 100)));
const seconds = fc.option(fc.integer({ min: 0, max: 2_147_483_647 }));
const scalar: fc.Arbitrary<Json> = fc.constantFrom<Json[]>(...TEXTS, " ", true, 7, -0.5, 1e21, null, [1], { a: "b" });

const URLS = [
  "https://x.org/w?utm_source=a&utm_medium=Z&utm_campaign=%C3%A9",
  "https://x.org/w?a=1&utm_source=%F0%9F%98%80+b#utm_medium=a",
  "https://x.org/utm_/?utm%5Fsource=b&utm_medium=%FF",
  "??utm_source=a",
  "x?utm_source=&utm_source=a&utm_medium",
  "x?xutm_source=a&utm_source=b?utm_medium=a",
  "x#?utm_source=a",
  "utm_source=a",
  "x?utm_campaign=+a+&utm_source=%00",
];

const view = fc.record({
  id: fc.integer({ min: 0, max: 60 }),
  occurred_at: fc.oneof(instant, fc.constantFrom(...ODD)),
  viewer_key: fc.constantFrom("v1", "v2", "v3", "e-4"),
  video_id: fc.option(fc.constantFrom("a", "b", "é")),
  ...{ group_id: text, country: text, region: text, city: text, plink_id: text },
  ...{ tag1: text, tag2: text, tag3: text, tag4: text, tag5: text },
  browser: fc.option(fc.constantFrom(...TEXTS.flatMap((name) => [name, `${name} 10.1`, `${name}\u00a0v7`]), " ")),
  screen_width: fc.option(fc.constantFrom("390", "1000", "1440", "0", "x")),
  url: fc.option(fc.constantFrom(...URLS)),
  variables: fc.option(
    fc
      .dictionary(fc.constantFrom("color", "__proto__", "n", "name"), scalar, { maxKeys: 3 })
      .map((own) => canonicalJson(own)),
  ),
  flags: fc.option(fc.constant('["finished<started"]')),
  ...{ elapsed: seconds, watched: seconds, interaction_count: seconds, furthest_point: seconds },
  last_point: fc.option(fc.integer({ min: 0, max: 90 })),
  ...{ percentage: percent, participation: percent, correctness: percent },
  deleted_at: fc.option(fc.constant(1), { freq: 9 }).map((at) => at),
});
const uuid = (n: number) =>
  `${(Math.imul(n, 0x01000193) >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

const PEOPLE = ["Zoe", "ann", "\u0130da", "4\u212A", "Éva"];
const name = fc.option(fc.constantFrom(...PEOPLE));
const known = fc.record({
  viewers: fc.uniqueArray(
    fc.record({
      key: fc.constantFrom("v1", "v2", "e-4"),
      name,
      email: fc.option(fc.constantFrom("A@x.org", "ann@x.org")),
      phone: fc.option(fc.constantFrom("+41", "")),
      custom_id: fc.option(fc.constant("7")),
      excluded: fc.integer({ min: 0, max: 7 }).map((drawn) => drawn === 0),
    }),
    { selector: ({ key }) => key, maxLength: 3 },
  ),
  titles: fc.uniqueArray(
    fc.record({ id: fc.constantFrom("a", "b", "é"), title: fc.option(fc.constantFrom("A title", "Other", "ÉTÉ")) }),
    { selector: ({ id }) => id, maxLength: 3 },
  ),
});
const searched = fc.record({
  query,
  search: fc.option(fc.constantFrom("title", "ANN", "@x", "k", "i\u0307", "é", "%"), { nil: undefined, freq: 2 }),
});

/** What a cluster's planner refuses, or does not push down; `FOR` is no part of any other statement that reads. */
const REFUSED =
  /GROUPING\s+SETS|ROLLUP|CUBE|LATERAL|RECURSIVE|\bWITH\b|\bFOR\b|\bTEMP|DISTINCT\s+ON|count\(DISTINCT|percentile_|WITHIN GROUP|\b(now|random|clock_timestamp)\(|\b(LIMIT|OFFSET) NULL|EXISTS/i;

/** Answers as the store does, and notes which statements were asked. */
async function answered(batch: Batch, traits: Traits, statements: Set<string>): Promise<BatchAnswer> {
  return pool.read(async (reading) => {
    const noted: Reading = {
      ...reading,
      rows: (statement) => {
        statements.add(statement.text);
        return reading.rows(statement);
      },
      each: (statement) => {
        statements.add(statement.text);
        return reading.each(statement);
      },
    };
    const position = await readPosition(reading);
    const answers = await answerBatch(noted, { batch, position, traits });
    return { revision: position.revision, answers };
  });
}

let revision = 0;

test.runIf(isPostgres).each([false, true])(
  "SQL answers as plain objects do, whatever the views and the questions (on a cluster: %s)",
  { timeout: 3_600_000 },
  async (isDistributed) => {
    if (isDistributed) await lookLikeCitus(connection);
    const traits = new Traits();
    const statements = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(view, { selector: ({ id }) => id, minLength: 8, maxLength: 40 }),
        known,
        fc.array(searched, { minLength: 8, maxLength: 12 }),
        fc.constantFrom(...ZONES),
        fc.integer({ min: 1, max: 100 }),
        async (views, { viewers, titles }, questions, zone, completionThreshold) => {
          revision++;
          await connection.script(
            `DELETE FROM views; DELETE FROM videos; DELETE FROM viewers; UPDATE counter SET revision = ${revision}`,
          );
          await write(
            "views",
            views.map((own) => ({ ...own, id: uuid(own.id), received_at: 0, revision })),
          );
          await write(
            "viewers",
            viewers.map((own) => ({ ...own, revision })),
          );
          await write(
            "videos",
            titles.map((own) => ({ ...own, revision })),
          );
          const each = questions.map(({ query: own, search }) => (search ? { ...own, search } : own));
          const { from, until, filters, search, searchPeople } = each[0] as Query;
          const shared: Selection = { from, until, filters, search, searchPeople };
          // As the queries of a page do, some ask about the same views.
          const queries = each.map((own, i) => (i < 5 ? { ...own, ...shared } : own));
          const batch = { zone, completionThreshold, queries };
          const { rows, ...names } = await stored();
          const answer = await answered(batch, traits, statements);
          expect(answer.revision).toBe(revision);
          expect(answer.answers).toEqual(answerNaively(rows, names, batch));
        },
      ),
      { numRuns: RUNS / 2 },
    );
    const probe = /FROM pg_extension/;
    const refused = [...statements].filter((text) => REFUSED.test(text) && !probe.test(text));
    if (isDistributed) expect(refused).toEqual([]);
    else expect(statements.size).toBeGreaterThan(100);
  },
);

async function write(table: string, rows: Record<string, unknown>[]): Promise<void> {
  if (rows[0] !== undefined)
    await connection.put(
      { table, columns: Object.keys(rows[0]) },
      rows.map((row) => Object.values(row)),
    );
}

test.runIf(isPostgres)("whoever asks a closed store is told so", async () => {
  const store = openSql(readPlace());
  await store.close();
  await expect(store.status()).rejects.toThrow("The store of views is closed");
});

test.runIf(isPostgres)("how the store is, is told at once, however long the views take to be counted", async () => {
  const other = await db().dialect.connect(db().url);
  const counting =
    "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT COUNT(*) AS views%' AND wait_event_type = 'Lock'";
  const stored = await db().read.view.count({ where: { deletedAt: null } });
  const store = openSql(readPlace());
  // As if it took long: nobody may read the table.
  await connection.script("BEGIN; LOCK TABLE views");
  const began = Date.now();
  const told = await Promise.all(Array.from({ length: 6 }, () => store.status()));
  expect(Date.now() - began).toBeLessThan(10_000);
  expect(told.map(({ state, revision }) => [state, revision])).toEqual(told.map(() => ["ready", expect.any(Number)]));
  // Once for all of them, or reports would have no connection left.
  expect(await other.query(counting)).toHaveLength(1);
  await connection.script("ROLLBACK");
  await expect.poll(async () => (await store.status()).views).toBe(stored);
  await other.close();
  await store.close();
});

test.runIf(isPostgres)(
  "views that take too long to be counted are no failure, and not counted anew at once",
  async () => {
    const store = openSql(readPlace(), 700);
    await connection.script("BEGIN; LOCK TABLE views");
    expect(await store.status()).toMatchObject({ state: "ready" });
    const began = Date.now();
    for (let times = 0; times < 3; times++) expect(await store.status()).toMatchObject({ state: "ready" });
    expect(Date.now() - began).toBeLessThan(650);
    await connection.script("ROLLBACK");
    await store.close();
  },
);
