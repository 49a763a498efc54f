import { expect, test } from "vitest";
import { isWebAddress } from "./view-address";

test.each([
  ["https://app.mindstamp.com/w/aVOf?from=a b&name=Ann", true],
  ["HTTP://example.com", true],
  ["javascript:alert(1)", false],
  ["java\nscript:alert(1)", false],
  [" https://example.com", false],
  ["data:text/html,<script>1</script>", false],
  ["//example.com", false],
  ["https://", false],
  ["", false],
])("%j is a web address: %s", (url, expected) => expect(isWebAddress(url)).toBe(expected));
