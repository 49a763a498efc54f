import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Fault } from "./fault";
import { log } from "./log";

const NOW = Date.UTC(2026, 2, 11);
const fault = () => new Fault("it could not be done", "it is done again");

const lines: unknown[][] = [];
beforeEach(() => {
  lines.length = 0;
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(log(), level).mockImplementation((...line: unknown[]) => void lines.push([level, ...line]));
});
afterEach(() => vi.restoreAllMocks());

test("a fault that lasts is told when it begins, once a minute, and when it is over", () => {
  const one = fault();
  one.passed(NOW);
  const gone = Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
  for (let at = 0; at < 150_000; at += 1_000) one.met(gone, NOW + at);
  one.passed(NOW + 160_000);
  one.passed(NOW + 161_000);
  expect(lines).toEqual([
    ["warn", { error: "Error: gone" }, "it could not be done"],
    ["warn", { error: "Error: gone", more: 59 }, "it could not be done"],
    ["warn", { error: "Error: gone", more: 59 }, "it could not be done"],
    ["info", { seconds: 149, times: 150 }, "it is done again"],
  ]);
});

test("what is no outage keeps its stack", () => {
  const mistake = new TypeError("x is not a function");
  fault().met(mistake, NOW);
  expect(lines).toEqual([["warn", { err: mistake }, "it could not be done"]]);
});

test("what fails every other time is not told every other time", () => {
  const one = fault();
  for (let at = 0; at < 50_000; at += 1_000) {
    one.met("no", NOW + at);
    one.passed(NOW + at + 500);
  }
  expect(lines).toHaveLength(1);
});

test("once it is over it is told anew, at once", () => {
  const one = fault();
  one.met("no", NOW);
  one.passed(NOW + 5_000);
  one.met("no", NOW + 6_000);
  expect(lines.map(([level]) => level)).toEqual(["warn", "info", "warn"]);
});
