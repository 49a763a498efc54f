import fc from "fast-check";
import { expect, test } from "vitest";
import { compareKeys } from "./key-order";
import { pageOf } from "./page";
import { STRETCHES, startOf } from "./start";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);
const character = fc.constantFrom("a", "b", "A", "-", "é", "\u00fd", "\u00fe", "\u0100", "\uFF21", "\u{1F600}", "\0");
const text = fc.array(character, { maxLength: 16 }).map((characters) => characters.join(""));

test("numbers of texts are in their order, stretch by stretch", () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      for (const from of STRETCHES) {
        const difference = startOf(a, from) - startOf(b, from);
        if (difference === 0) continue;
        expect(Math.sign(difference)).toBe(Math.sign(compareKeys(a, b)));
        return;
      }
    }),
    { numRuns: 20 * RUNS },
  );
  expect(startOf("Ann", 0)).toBeLessThan(startOf("Anne", 0));
  expect(startOf("Margarete", 6)).toBeLessThan(startOf("Margareth", 6));
});

test("a page is what sorting all would put in its place", () => {
  const one = fc.record({ rank: fc.option(fc.integer({ min: 0, max: 4 })), key: fc.option(text) });
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 400, size: "max" }),
      fc.nat({ max: 400 }),
      fc.nat({ max: 60 }),
      (values, from, length) => {
        const of = (group: number) => values[group] as (typeof values)[number];
        const level = (group: number) => -(of(group).rank ?? Number.NEGATIVE_INFINITY);
        const keyLevels = STRETCHES.map((stretch) => (group: number) => {
          const { key } = of(group);
          return key === null ? Number.POSITIVE_INFINITY : startOf(key, stretch);
        });
        const compare = (a: number, b: number) => {
          const [left, right] = [level(a), level(b)];
          if (left !== right) return left < right ? -1 : 1;
          return compareKeys(of(a).key, of(b).key) || a - b;
        };
        const all = values.map((_, group) => group);
        const page = pageOf(Uint32Array.from(all), [from, from + length], [level, ...keyLevels], compare);
        expect(page).toEqual(all.toSorted(compare).slice(from, from + length));
      },
    ),
    { numRuns: 2 * RUNS },
  );
});
