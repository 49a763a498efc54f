import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { METRICS, type Query } from "../query/query";
import { partsOf } from "./parts";
import type { ColumnRow } from "./row";
import { runBatch } from "./run";
import { readSnapshot, writeSnapshot } from "./snapshot";
import { ColumnTable } from "./table";

const folder = mkdtempSync(path.join(tmpdir(), "viewledger-snapshot-"));
const file = path.join(folder, "columns.snapshot");
afterAll(() => rmSync(folder, { recursive: true }));

const POSITION = { epoch: "e", revision: 7, purged: 0 };
const NOTHING = {
  ...{ group: null, region: null, city: null, browser: null, tag2: null, tag3: null, tag4: null, tag5: null },
  ...{ plink: null, screen: null, source: null, medium: null, campaign: null, watched: null, correctness: null },
  ...{ interactions: null, participation: null, last_point: null, furthest_point: null },
};
const uuid = (n: number) =>
  `${(Math.imul(n, 0x01000193) >>> 0).toString(16).padStart(8, "0")}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const view = (n: number, change: Partial<ColumnRow> = {}): ColumnRow => ({
  ...NOTHING,
  id: uuid(n),
  occurredAt: 1_700_000_000_000 + n * 1_000,
  viewer: `viewer ${n % 900}`,
  video: n % 5 === 0 ? null : `video ${n % 40}`,
  country: n % 7 === 0 ? "\u0001odd" : "Ünited\nStates",
  tag1: `value ${n % 300}`,
  variables: new Map(n % 3 === 0 ? [[n % 2 ? "color" : "__proto__", `value ${n % 7}`]] : []),
  elapsed: n % 3 === 0 ? null : n,
  percentage: n % 4 === 0 ? null : n % 101,
  ...change,
});
const everything = { from: null, until: null, filters: [] };
const queries: Query[] = [
  { kind: "groups", ...everything, by: ["video"], metrics: [...METRICS] },
  { kind: "groups", ...everything, by: ["day", "country"], metrics: [...METRICS] },
  {
    kind: "groups",
    ...everything,
    by: ["tag1"],
    metrics: ["viewers"],
    order: { by: "views", descending: true },
    limit: 9,
  },
  { kind: "groups", ...everything, search: "title", by: [], metrics: [] },
  { kind: "groups", ...everything, by: ["var:color", "var:__proto__"], metrics: [] },
  { kind: "groups", ...everything, by: ["attempt"], metrics: [] },
  { kind: "groups", ...everything, by: ["identity"], metrics: ["viewers"] },
  { kind: "rows", ...everything, limit: 50, offset: 8_000 },
];
const ask = (table: ColumnTable) => runBatch(table, { zone: "UTC", completionThreshold: 95, queries });

function filled(): ColumnTable {
  const table = new ColumnTable();
  for (let n = 0; n < 12_000; n++) table.put(view(n));
  table.titles.set("video 1", "A title");
  table.nameViewer("viewer 1", { name: null, email: "ann@example.com", identified: true, excluded: false });
  table.nameViewer("viewer 2", { name: null, email: null, identified: true, excluded: true });
  table.settle();
  for (let n = 0; n < 40; n++) table.remove(uuid(n * 11));
  table.put(view(20_000, { occurredAt: 1_600_000_000_000 }));
  return table;
}

async function kept(table: ColumnTable): Promise<void> {
  await writeSnapshot(file, partsOf(table, table.freeze()), { rows: table.rows, sorted: table.sorted }, POSITION);
  table.thaw();
}

test("a table comes back from its snapshot as it was, and goes on", async () => {
  const table = filled();
  await kept(table);
  const restored = await readSnapshot(file, POSITION);
  expect(restored?.revision).toBe(7);
  const other = restored?.table as ColumnTable;
  expect(await ask(other)).toEqual(await ask(table));
  for (const one of [table, other]) {
    one.put(view(5, { country: "elsewhere" }));
    one.put(view(30_000));
    one.remove(uuid(6_000));
    one.settle();
  }
  expect(await ask(other)).toEqual(await ask(table));
});

test("what is learnt in steps after a start, and goes into room that was read with it, is what is known otherwise", async () => {
  const table = filled();
  await kept(table);
  for (const steps of [0, 1, 7, 1_000]) {
    const expected = filled();
    const other = (await readSnapshot(file, POSITION))?.table as ColumnTable;
    for (let step = 0; step < steps; step++) if (!other.indexSome(100)) break;
    expect(other.indexSome(100)).toBe(steps < 1_000);
    const memory = other.occurredAt.data.buffer;
    for (const one of [expected, other]) {
      for (let n = 0; n < 300; n++) one.put(view(n * 29, { country: "elsewhere" }));
      for (let n = 0; n < 50; n++) one.remove(uuid(n * 101));
      for (let n = 0; n < 400; n++) one.put(view(40_000 + n, { viewer: `new viewer ${n}` }));
    }
    // No column was moved for them.
    expect(other.occurredAt.data.buffer).toBe(memory);
    expect(await ask(other)).toEqual(await ask(expected));
    for (const one of [expected, other]) for (let n = 0; n < 9_000; n++) one.put(view(50_000 + n));
    expect(await ask(other)).toEqual(await ask(expected));
    expect(other.indexSome()).toBe(false);
  }
});

test("the folder is made where there is none", async () => {
  const table = filled();
  const elsewhere = path.join(folder, "new", "data", "columns.snapshot");
  await writeSnapshot(elsewhere, partsOf(table, table.freeze()), { rows: table.rows, sorted: table.sorted }, POSITION);
  table.thaw();
  expect((await readSnapshot(elsewhere, POSITION))?.revision).toBe(7);
});

test("changes while it is written are made good by what the database says after it", async () => {
  const table = filled();
  const parts = partsOf(table, table.freeze());
  const writing = writeSnapshot(file, parts, { rows: table.rows, sorted: table.sorted }, POSITION);
  const changes: ((one: ColumnTable) => void)[] = [
    ...Array.from(
      { length: 3_000 },
      (_, n) => (one: ColumnTable) => one.put(view(n * 3, { tag1: `late ${n}`, elapsed: 100_000 + n })),
    ),
    (one) => one.put(view(100, { occurredAt: 1_500_000_000_000 })),
    (one) => one.remove(uuid(200)),
    ...Array.from({ length: 500 }, (_, n) => (one: ColumnTable) => one.put(view(50_000 + n))),
  ];
  for (const [i, change] of changes.entries()) {
    change(table);
    if (i % 100 === 0) {
      table.settle();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  await writing;
  table.thaw();
  const restored = (await readSnapshot(file, POSITION))?.table as ColumnTable;
  for (const change of changes) change(restored);
  for (const one of [table, restored]) one.settle();
  expect(await ask(restored)).toEqual(await ask(table));
});

test("a damaged, cut off or foreign snapshot is never taken", async () => {
  await kept(filled());
  const whole = readFileSync(file);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.boolean(), async (at, cut) => {
      const damaged = Buffer.from(whole);
      // The first bytes only say what kind of file it is.
      if (!cut && at < 10) return;
      damaged[at] = (damaged[at] as number) ^ 0x55;
      writeFileSync(file, cut ? whole.subarray(0, at) : damaged);
      await expect(readSnapshot(file, POSITION)).rejects.toThrow();
    }),
    { numRuns: 60 },
  );
  writeFileSync(file, whole);
  await expect(readSnapshot(file, { ...POSITION, epoch: "another" })).rejects.toThrow(/past/);
  await expect(readSnapshot(file, { ...POSITION, revision: 6 })).rejects.toThrow(/past/);
  await expect(readSnapshot(file, { ...POSITION, revision: 9, purged: 8 })).rejects.toThrow(/removed/);
  expect(await readSnapshot(file, { ...POSITION, revision: 9, purged: 7 })).not.toBeNull();
  expect(await readSnapshot(path.join(folder, "none"), POSITION)).toBeNull();
});
