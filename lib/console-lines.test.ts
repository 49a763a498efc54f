import { afterEach, expect, test, vi } from "vitest";
import { logConsole } from "./console-lines";
import { log } from "./log";

const out = console;
const { error, warn } = out;
afterEach(() => {
  Object.assign(out, { error, warn });
  vi.restoreAllMocks();
});

test("what is said to the console is a line of the log, with the error that it is of", () => {
  const lines: unknown[][] = [];
  for (const level of ["warn", "error"] as const)
    vi.spyOn(log(), level).mockImplementation((...line: unknown[]) => void lines.push([level, ...line]));
  logConsole();
  const err = new Error("gone");
  out.error("\u001b[31m\u001b[1m⨯\u001b[22m\u001b[39m", err);
  out.error("\u001b[31m⨯\u001b[39m", "Failed to start", { a: 1 });
  out.warn("slow", 5);
  expect(lines).toEqual([
    ["error", { err }, "a page could not be made"],
    ["error", {}, "Failed to start { a: 1 }"],
    ["warn", {}, "slow 5"],
  ]);
});
