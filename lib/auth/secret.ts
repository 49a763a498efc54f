import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Env, env } from "../env";
import { makeFolder } from "../folder";
import { oncePerProcess } from "../process";

const BYTES = 32;

/** The key that encrypts session tokens: AUTH_SECRET, else made once and kept in DATA_DIR/auth-secret. */
export function authSecret(): string {
  return oncePerProcess("authSecret", () => loadSecret(env()));
}

/** Two processes that start at once end up with the same secret: the first to link its file wins, whole. */
export function loadSecret({ AUTH_SECRET, DATA_DIR }: Pick<Env, "AUTH_SECRET" | "DATA_DIR">): string {
  if (AUTH_SECRET !== undefined) return AUTH_SECRET;
  const file = path.join(DATA_DIR, "auth-secret");
  return stored(file) ?? create(file);
}

function stored(file: string): string | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    if (isErrno(error, "ENOENT")) return null;
    throw error;
  }
  if (text.length < BYTES)
    throw new Error(`${file} is damaged. Delete it and start again: everybody will have to sign in anew.`);
  return text;
}

function create(file: string): string {
  makeFolder(path.dirname(file));
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(BYTES).toString("base64url")}\n`, { flag: "wx", mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!isErrno(error, "EEXIST")) throw error;
  } finally {
    unlinkSync(draft);
  }
  return stored(file) ?? create(file);
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
