import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { oncePerProcess } from "../process";
import { authSecret } from "./secret";

const CIPHER = "aes-256-gcm";
const [KEY_BYTES, IV_BYTES, TAG_BYTES] = [32, 12, 16];

/** What is sealed or hashed: each purpose has a key of its own, derived from AUTH_SECRET. */
export type Purpose = "second factor" | "login ticket" | "connect single sign-on" | "attempts" | "erasure";

/** Encrypts a text, bound to a purpose and to a context such as the user whose it is. */
export function seal(purpose: Purpose, context: string, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor(purpose), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The text; null for what was sealed by another key, for another context, or is no seal at all. */
export function unseal(purpose: Purpose, context: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, keyFor(purpose), bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

/** A hash that nobody can make or try out without the key. */
export function digestUnder(purpose: Purpose, text: string): string {
  return createHmac("sha256", keyFor(purpose)).update(text).digest("base64url");
}

function keyFor(purpose: Purpose): Buffer {
  return oncePerProcess(`seal ${purpose}`, () =>
    Buffer.from(hkdfSync("sha256", authSecret(), "", `viewledger ${purpose}`, KEY_BYTES)),
  );
}
