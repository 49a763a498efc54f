import { existsSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";

/** The project's own folder, wherever a command was called from. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

export const inProject = (...parts) => path.join(ROOT, ...parts);

/** Entry points of the installed tools, run with this very Node. */
export const TOOLS = {
  next: inProject("node_modules/next/dist/bin/next"),
  prisma: inProject("node_modules/prisma/build/index.js"),
  biome: inProject("node_modules/@biomejs/biome/bin/biome"),
  tsc: inProject("node_modules/typescript/bin/tsc"),
  vitest: inProject("node_modules/vitest/vitest.mjs"),
  playwright: inProject("node_modules/@playwright/test/cli.js"),
};

/** Settings from a .env file; what is already set wins, as with every other tool that reads the file. */
export function loadEnvFile() {
  const file = inProject(".env");
  if (!existsSync(file)) return;
  try {
    process.loadEnvFile(file);
  } catch {
    throw new Failure(`The settings in ${file} cannot be read: run this as the user whom they belong to.`);
  }
}
