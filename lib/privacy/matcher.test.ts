import { expect, test } from "vitest";
import { matcher } from "./matcher";

const names = matcher(
  ["jane@example.com", "Jane Doe", "12345", "A7", "00000000-0000-4000-8000-000000000001"],
  ["employee"],
);

test.each([
  "m=JANE%2540example.com",
  '{"m":"\\u006aane@example.com"}',
  "n=jane+doe&x",
  '{"staff":"12345"}',
  "viewer_custom_id=12345",
  "period=all&q=12345",
  '{"viewer_custom_id": "A7"}',
  "custom_id=employee",
  "x_00000000-0000-4000-8000-000000000001",
])("%s names the person", (text) => expect(names(text)).toBe(true));

test.each([
  "",
  "xjane@example.com",
  '{"watched":12345}',
  '{"a":"A7"}',
  '{"employee":"employee"}',
  '{"viewer_custom_id":"A77"}',
  "faq=12345",
])("%s does not", (text) => expect(names(text)).toBe(false));
