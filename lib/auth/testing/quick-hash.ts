import { randomBytes, scryptSync } from "node:crypto";

/** A stored hash as of a time when hashing cost little: what checks a password takes the cost from the hash. */
export function quickHash(password: string): string {
  const [N, r, p] = [2 ** 10, 8, 1];
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, { N, r, p });
  return ["scrypt", N, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}
