import fc from "fast-check";
import { expect, test } from "vitest";
import type { ViewRecord } from "../mindstamp/fields";
import { merge, type ViewState } from "./merge";

const ID = "9bce33d1-120c-4bb5-8b5a-499896140f20";
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(fc.option(values, { nil: null }), { nil: undefined });

const recordArbitrary: fc.Arbitrary<ViewRecord> = fc
  .record({
    updated_at: maybe(fc.integer({ min: 1, max: 4 })),
    started: maybe(fc.integer({ min: 1, max: 3 })),
    finished: maybe(fc.integer({ min: 1, max: 3 })),
    percentage: maybe(fc.integer({ min: 0, max: 2 })),
    watched: maybe(fc.integer({ min: 0, max: 2 })),
    viewer_name: maybe(fc.constantFrom("Ann", "Bob")),
    export_count: maybe(fc.integer({ min: 1, max: 5 })),
    extra: fc.constantFrom(null, '{"a":1}', '{"a":2,"b":1}'),
    flags: fc.constantFrom<string[]>([], ["percentage"], ["extra"]),
  })
  .map(({ extra, flags, ...values }) => {
    const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
    if (flags.includes("percentage")) fields.percentage = null;
    return { id: ID, fields, extra, flags };
  });

const all = (records: ViewRecord[]): ViewState | null =>
  records.reduce<ViewState | null>((state, record) => merge(state, record).state, null);

test("any order of any copies of deliveries ends in one state", () => {
  const cases = fc.array(recordArbitrary, { minLength: 1, maxLength: 6 }).chain((records) =>
    fc.record({
      records: fc.constant(records),
      shuffled: fc.shuffledSubarray([...records, ...records, ...records], { minLength: records.length * 3 }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ records, shuffled }) => {
      expect(all(shuffled)).toEqual(all(records));
    }),
    { numRuns: 3_000 },
  );
});

test("a repeated delivery is a duplicate or, once overtaken, stale", () => {
  fc.assert(
    fc.property(recordArbitrary, recordArbitrary, (first, second) => {
      const state = all([first, second]);
      for (const record of [first, second]) {
        const again = merge(state, record);
        expect(again.outcome).not.toBe("applied");
        expect(again.state).toEqual(state);
      }
    }),
  );
});

const record = (fields: ViewRecord["fields"]): ViewRecord => ({ id: ID, fields, extra: null, flags: [] });

test("an absent field never erases a known one, an explicit null does", () => {
  const known = merge(null, record({ updated_at: 10, last_point: 35, correctness: 50 })).state;
  const merged = merge(known, record({ updated_at: 20, correctness: null }));
  expect(merged.state.fields).toMatchObject({ last_point: 35, correctness: null, updated_at: 20 });
  expect(merged.outcome).toBe("applied");
});

test("an older delivery that only fills gaps is applied, one that brings nothing new is stale", () => {
  const newest = merge(null, record({ updated_at: 20, percentage: 90 })).state;
  const filled = merge(newest, record({ updated_at: 10, percentage: 40, last_point: 7 }));
  expect(filled).toMatchObject({
    outcome: "applied",
    state: { fields: { percentage: 90, last_point: 7, updated_at: 20 } },
  });
  expect(merge(filled.state, record({ updated_at: 10, percentage: 40, last_point: 7 })).outcome).toBe("stale");
});

test("a higher export count alone is a duplicate, and is kept", () => {
  const first = merge(null, record({ updated_at: 10, export_count: 1 })).state;
  expect(merge(first, record({ updated_at: 10, export_count: 2 }))).toMatchObject({
    outcome: "duplicate",
    changed: true,
    state: { fields: { export_count: 2 } },
  });
});

test("what only renews the note of a time is no content: stale or duplicate, and written all the same", () => {
  const newest = merge(null, record({ updated_at: 20, percentage: 90 })).state;
  const { state } = merge(newest, record({ updated_at: 10, last_point: 7 }));
  expect(merge(state, record({ updated_at: 15, last_point: 7 }))).toMatchObject({ outcome: "stale", changed: true });
  expect(merge(state, record({ updated_at: 15, correctness: null }))).toMatchObject({
    outcome: "stale",
    changed: true,
  });
  expect(merge(newest, record({ updated_at: 20, correctness: null }))).toMatchObject({
    outcome: "duplicate",
    changed: true,
  });
  expect(merge(newest, record({ updated_at: 30, percentage: 90 })).outcome).toBe("applied");
});
