import { dictionary } from "@zxcvbn-ts/language-common";
import { oncePerProcess } from "../process";

/** With fewer different characters even a long password is soon found. */
const LEAST_DIFFERENT = 5;

/** Those that are tried first by whoever guesses, in lower case; shorter ones than may be chosen left out. */
const common = (least: number): ReadonlySet<string> =>
  oncePerProcess(
    "auth.commonPasswords",
    () => new Set(dictionary["passwords-common"].filter(({ length }) => length >= least)),
  );

/** Whether a password is among the commonest (OWASP ASVS 5.0, 6.2.4), or of very few characters over and over. */
export function isEasy(password: string, least: number): boolean {
  const plain = password.trim().toLowerCase();
  return new Set(plain).size < LEAST_DIFFERENT || common(least).has(plain);
}
