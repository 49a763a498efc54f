import { expect, test } from "vitest";
import { bytesWord } from "./bytes";
import { formats } from "./formats";

test.each([
  [0, "0 B"],
  [190, "190 B"],
  [999, "999 B"],
  [1_000, "1 kB"],
  [1_234, "1.2 kB"],
  [63_800, "64 kB"],
  [999_900, "1 MB"],
  [1_048_576, "1 MB"],
  [798_000_000, "798 MB"],
  [5_500_000_000_000_000, "5,500 TB"],
])("%d bytes are %s", (bytes, word) => expect(bytesWord(bytes, formats("en", "UTC"))).toBe(word));
