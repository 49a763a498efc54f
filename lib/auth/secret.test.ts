import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadSecret } from "./secret";

const folder = () => mkdtempSync(path.join(tmpdir(), "viewledger-secret-"));

test("AUTH_SECRET wins; else one is made, readable by its owner alone, and kept", () => {
  const DATA_DIR = path.join(folder(), "new");
  expect(loadSecret({ AUTH_SECRET: "given", DATA_DIR })).toBe("given");
  const secret = loadSecret({ DATA_DIR });
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(loadSecret({ DATA_DIR })).toBe(secret);
  expect(statSync(path.join(DATA_DIR, "auth-secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(DATA_DIR)).toEqual(["auth-secret"]);
});

test("processes that start at once agree", async () => {
  const DATA_DIR = folder();
  const script = `import("./lib/auth/secret.ts").then(({ loadSecret }) => process.stdout.write(loadSecret({ DATA_DIR: ${JSON.stringify(DATA_DIR)} })))`;
  const run = () => promisify(execFile)(process.execPath, ["--import", "tsx", "-e", script]);
  const secrets = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout);
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]).toHaveLength(43);
});

test("a damaged file is named, not replaced", () => {
  const DATA_DIR = folder();
  writeFileSync(path.join(DATA_DIR, "auth-secret"), "");
  expect(() => loadSecret({ DATA_DIR })).toThrow(/auth-secret is damaged/);
});
