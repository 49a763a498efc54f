import { expect, test } from "vitest";
import { type Identifier, tombstoneDigest } from "./identifiers";
import { namesErased } from "./named";
import type { PrivacyState } from "./state";

const hmacKey = Buffer.from("key").toString("base64");
const ERASED: Identifier[] = [
  { kind: "email", value: "jane.o'neil@example.com" },
  { kind: "email", value: "jane@example.com" },
  { kind: "custom", value: "Staff No 77" },
  { kind: "custom", value: "A7" },
  { kind: "custom", value: "123456" },
  { kind: "viewer", value: "viewer-77" },
  { kind: "view", value: "00000000-0000-4000-8000-000000000001" },
];
const state: PrivacyState = {
  hmacKey,
  graves: new Map(ERASED.map((one) => [tombstoneDigest(one, hmacKey), { pseudonym: "x", counted: true }])),
  rules: { emails: new Set(), domains: new Set(), viewers: new Set() },
};
const named = (text: string) => namesErased(state, Buffer.from(text));

test.each([
  "JANE@example.com",
  "{\"a\": 'jane@example.com', broken",
  "url=%6a%61ne%40example.com",
  "u=https%3A%2F%2Fa%2F%3Fm%3Djane%2540example.com",
  '{"m":"\\u006aane\\u0040example\\u002ecom"',
  '{"m":"hello\\njane@example.com"',
  "backup-jane@example.com.csv",
  "viewer_email=jane.o'neil@example.com&x=1",
  '{"viewer_email":"jane.o\'neil@example.com"',
  '{"staff":"Staff No 77"',
  "staff=Staff+No+77&x",
  "1,2,Staff No 77,spring",
  '{"viewer_custom_id": "A7",',
  "viewer_custom_id=A7&x=1",
  '["VIEWER-77"]',
  '{"staff":"123456"',
  "viewer_custom_id:123456,",
  "x_00000000-0000-4000-8000-000000000001_y",
])("%s names somebody who was erased", (text) => {
  expect(named(text)).toBe(true);
});

test.each([
  "",
  "jane@example.org",
  "xjane@example.com.example",
  '{"a":"A7","n":77,"watched":123456}',
  "@",
  "Staff No 78",
])("%s names nobody", (text) => expect(named(text)).toBe(false));

const MEGABYTE = 1_048_576;
test.each(["a", "0f", "7", "@", "a@", "a.b@c.d ", "%40", "\\u0040", "\\", "custom_id:", "aaaaaaaa-"])(
  "a megabyte of %s is looked through at once",
  (piece) => {
    const text = piece.repeat(MEGABYTE / piece.length);
    const began = performance.now();
    expect(named(text)).toBe(false);
    expect(performance.now() - began).toBeLessThan(5_000);
  },
);

test("a megabyte of ids that all differ takes bounded time, and is not kept", () => {
  const text = Array.from({ length: 150_000 }, (_, i) => `a${i}@b`).join(" ");
  const began = performance.now();
  expect(named(text)).toBe(true);
  expect(performance.now() - began).toBeLessThan(5_000);
});
