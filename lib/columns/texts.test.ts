import fc from "fast-check";
import { expect, test } from "vitest";
import { Keys } from "./keys";
import { Texts } from "./texts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);
/** Of several bytes, longer or shorter in lower case, and what has a meaning in a file */
const ODD = ["", "\u0001", "\u0001\u0001a", "É", "İstanbul", "\u212A", "\u{1F600}", "ANN", "ann", "x".repeat(5_000)];
const text = fc.option(fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: "grapheme", maxLength: 12 })));
const writable = text.filter((one) => !one?.includes("\0"));

test("texts are what was set last, in memory and when they were written and read", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), writable), { maxLength: 60 }), text, (changes, wanted) => {
      const [texts, known] = [new Texts(), new Map<number, string | null>()];
      for (const [number, one] of changes) {
        texts.set(number, one);
        known.set(number, one || null);
      }
      const read = new Texts();
      read.adopt(Buffer.concat([...texts.written()]));
      const { size } = texts;
      const lowered = (wanted ?? "a").toLowerCase();
      for (const held of [texts, read]) {
        expect(held.size).toBe(size);
        const found = new Uint8Array(size);
        held.search(lowered, found);
        for (let number = 0; number < size; number++) {
          const one = known.get(number) ?? null;
          expect(held.get(number)).toBe(one);
          expect(found[number]).toBe(one?.toLowerCase().includes(lowered) ? 1 : 0);
        }
        held.set(0, "another");
        expect(held.get(0)).toBe("another");
      }
    }),
    { numRuns: 2 * RUNS },
  );
});

test("a text that was replaced is nowhere in the memory of the others", () => {
  const texts = new Texts();
  texts.set(0, "Followed Canary");
  texts.set(1, "other");
  texts.set(0, "x");
  const written = Buffer.concat([...texts.written()]).toString();
  expect(written).toBe("x\0other\0");
  for (let number = 2; number < 2_000; number++) texts.set(number, `name ${number}`);
  expect([texts.get(0), texts.get(1), texts.get(1_999)]).toEqual(["x", "other", "name 1999"]);
});

test("keys keep their codes, also after many came and when they were read back", () => {
  const keys = new Keys();
  const all = Array.from({ length: 20_000 }, (_, n) => `${n % 2 ? "v-" : "é"}${n}`);
  for (const [n, key] of all.entries()) expect(keys.encode(key)).toBe(n + 1);
  const read = new Keys();
  read.texts.adopt(Buffer.concat([...keys.texts.written()]));
  read.starts.adopt(keys.starts.data);
  read.adopted();
  for (const held of [keys, read]) {
    for (const [n, key] of all.entries()) expect([held.find(key), held.text(n + 1)]).toEqual([n + 1, key]);
    expect([held.find("never"), held.find(null), held.text(0), held.size]).toEqual([undefined, 0, null, 20_001]);
    expect(held.encode("new")).toBe(20_001);
  }
});
