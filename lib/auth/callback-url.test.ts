import { expect, test } from "vitest";
import { HOME, localPath } from "./callback-url";

const ORIGIN = "https://stats.example.com";

test.each(["/videos", "/videos/1?period=7d&video=%21x", "/overview#top", "/%2f%2fevil.example"])("%s stays", (path) => {
  expect(localPath(path, ORIGIN)).toBe(path);
  expect(localPath(`${ORIGIN}${path}`, ORIGIN)).toBe(path);
});

test.each([
  "https://evil.example/videos",
  "https://stats.example.com.evil.example/",
  "https://stats.example.com@evil.example/",
  "http://stats.example.com/videos",
  "https://stats.example.com:444/videos",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  " //evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/\u0000",
  "/\u3000x",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,x",
  "videos",
  "?x",
  "http://",
  "http://[",
  "%",
  "",
  "/",
  `/${"x".repeat(3000)}`,
  "/login",
  "/login?callbackUrl=/login",
  "/setup?token=x",
  "/api/auth/signout",
  null,
  undefined,
  7,
  ["/videos"],
  { toString: () => "/videos" },
])("%j goes home", (candidate) => {
  expect(localPath(candidate, ORIGIN)).toBe(HOME);
});
