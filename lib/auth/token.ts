import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** A secret of 256 bits, as 43 characters that may stand in an address. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** What is stored in a token's place: SHA-256, hex. Enough for a secret that cannot be guessed. */
export function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
