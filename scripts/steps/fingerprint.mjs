import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inProject, ROOT } from "./project.mjs";

function* filesIn(entry) {
  const full = inProject(entry);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    yield entry;
    return;
  }
  for (const name of readdirSync(full).sort()) yield* filesIn(path.join(entry, name));
}

/** SHA-256 over the names and contents of files and folders (relative to the project) and over further words. */
export function fingerprint(entries, words = [], skip = () => false) {
  const hash = createHash("sha256");
  for (const word of words) hash.update(`${word}\0`);
  for (const entry of entries)
    for (const file of filesIn(entry)) {
      if (skip(file)) continue;
      const content = readFileSync(path.join(ROOT, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  return hash.digest("hex");
}

/** A small file saying for which fingerprint a step was last completed. */
export function stamp(file) {
  const full = inProject(file);
  return {
    matches: (value) => existsSync(full) && readFileSync(full, "utf8") === value,
    clear: () => rmSync(full, { force: true }),
    set(value) {
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, value);
    },
  };
}
