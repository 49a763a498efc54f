import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { sampleCurl } from "./sample-curl";

/** What a shell makes of the command: its arguments, one a line, without running curl. */
function argumentsOf(command: string): string[] {
  const printed = execFileSync("sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`], { encoding: "utf8" });
  return printed.split("\0").slice(0, -1);
}

it("survives a shell, whatever is in the key", () => {
  const now = new Date("2026-11-24T10:00:00.000Z");
  const id = "0b8f1a52-6c0e-4f43-9a8e-1d2f3a4b5c6d";
  const args = argumentsOf(sampleCurl({ webhookUrl: "https://x.test/api/webhooks/views", key: `a'b"$(c)`, now, id }));
  expect(args).toContain("https://x.test/api/webhooks/views");
  expect(args).toContain(`X-KEY: a'b"$(c)`);
  const view = JSON.parse(args.at(-1) ?? "");
  expect(view).toMatchObject({ id, started: now.toISOString(), updated_at: now.toISOString(), correctness: null });
});

it("has a placeholder where the key is not known", () => {
  expect(sampleCurl({ webhookUrl: "http://h/", now: new Date(), id: "i" })).toContain("'X-KEY: YOUR_KEY'");
});
