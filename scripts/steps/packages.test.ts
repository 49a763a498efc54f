import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");
const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;
const all = { ...dependencies, ...devDependencies };

interface Locked {
  version?: string;
  integrity?: string;
  link?: boolean;
  optional?: boolean;
  resolved?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}
const locked = (JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> }).packages;

test("every version is exact, and the lock file holds the same", () => {
  for (const [name, version] of Object.entries(all)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.-]+)?$/);
    expect(locked[`node_modules/${name}`]?.version, name).toBe(version);
  }
  expect({ ...locked[""]?.dependencies, ...locked[""]?.devDependencies }).toEqual(all);
});

test("what is installed is known by its checksum, and comes from no address of its own", () => {
  for (const [place, one] of Object.entries(locked)) {
    if (place === "" || one.link) continue;
    // npm leaves the checksum out for other systems' builds that it has not fetched.
    if (!one.optional) expect(one.integrity, place).toMatch(/^sha512-/);
    expect(one.resolved ?? "", place).not.toMatch(/^(git|http:|file:)/);
  }
});

test("installing takes the lock file and nothing else", () => {
  const source = read("scripts/steps/install.mjs");
  expect(source).toContain('"ci", "--ignore-scripts", "--include=dev"');
  expect(source).not.toMatch(/"install"/);
});

test("each package has its reason in docs/dependencies.md, and no other stands there", () => {
  const rows = read("docs/dependencies.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const named = rows.flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(Object.keys(all).sort());
});

test("packages with known holes in older versions are at least at the patched ones", () => {
  const atLeast = (name: string, least: string) => {
    const [have, need] = [all[name] ?? "", least].map((version) => version.split(".").map(Number));
    const newer = need?.map((part, i) => (have?.[i] ?? 0) - part).find((difference) => difference !== 0) ?? 0;
    expect(newer, `${name} ${all[name]}`).toBeGreaterThanOrEqual(0);
  };
  atLeast("next", "16.4.6");
  atLeast("next-auth", "4.24.15");
});
