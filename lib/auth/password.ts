import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { oncePerProcess } from "../process";
import { BoundedQueue } from "./bounded-queue";
import { isEasy, namesItself } from "./easy-password";

/** OWASP's password storage cheat sheet, 2025: N=2^15, r=8, p=3; 32 MB of memory for each. */
const COST = { N: 2 ** 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** scrypt runs on libuv's four threads: half of them stay free, and a flood of logins holds at most 64 MB. */
const AT_ONCE = 2;
const WAITING = 32;

const queue = () => oncePerProcess("scrypt", () => new BoundedQueue(AT_ONCE, WAITING));

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/** What a new password of that user must be; length is what counts, so nothing is asked but that it is none of those tried first. */
export const newPassword = (email: string) =>
  z
    .string("Choose a password.")
    .min(PASSWORD_MIN, `Choose a password of at least ${PASSWORD_MIN} characters.`)
    .max(PASSWORD_MAX, `Choose a password of at most ${PASSWORD_MAX} characters.`)
    .refine((password) => !isEasy(password, PASSWORD_MIN) && !namesItself(password, email), {
      error: ({ input }) =>
        namesItself(String(input), email)
          ? "This password is hardly more than your address or the name Viewledger. Choose another."
          : "This password is among the first that are tried. Choose another.",
      when: ({ issues }) => issues.length === 0,
    });

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. Throws QueueFull when too many are being made. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, COST);
  return format(salt, hash);
}

/**
 * Whether a password is the one behind `stored`. Without a stored hash (no such user, or one who signs in elsewhere) it
 * takes as long and says no. Throws QueueFull when too many are being checked.
 */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const { salt, hash, cost } = parse(stored ?? nobodysHash());
  const derived = await derive(password, salt, hash.length, cost);
  return timingSafeEqual(derived, hash) && stored !== null;
}

const nobodysHash = () => oncePerProcess("nobodysHash", () => format(randomBytes(SALT_BYTES), randomBytes(HASH_BYTES)));

function format(salt: Buffer, hash: Buffer): string {
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

function parse(stored: string): { salt: Buffer; hash: Buffer; cost: typeof COST } {
  const [scheme, N, r, p, salt, hash] = stored.split("$");
  if (scheme !== "scrypt" || !salt || !hash) throw new Error("A stored password hash is not in a known form.");
  return {
    salt: Buffer.from(salt, "base64url"),
    hash: Buffer.from(hash, "base64url"),
    cost: { N: Number(N), r: Number(r), p: Number(p) },
  };
}

function derive(password: string, salt: Buffer, bytes: number, cost: typeof COST): Promise<Buffer> {
  const options: ScryptOptions = { ...cost, maxmem: 256 * cost.N * cost.r };
  return queue().run(
    () =>
      new Promise((resolve, reject) =>
        scrypt(password.normalize("NFC"), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key))),
      ),
  );
}
