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

/** Said where the sender or this program is named. */
const NAMES = ["viewledger", "mindstamp"];
/** A shorter part of an address stands in many words by chance. */
const LEAST_WORD = 4;
/** What a password has beside such names must be this much by itself. */
const LEAST_REST = 6;

/**
 * Whether a password is hardly more than what everybody knows of its user: their address, its parts, the product's name
 * (OWASP ASVS 5.0, 6.2.11).
 */
export function namesItself(password: string, email: string): boolean {
  const plain = password.trim().normalize("NFC").toLowerCase();
  const address = email.trim().normalize("NFC").toLowerCase();
  const [local = "", domain = ""] = address.split("@");
  const words = [address, local, domain, domain.split(".")[0] ?? "", ...NAMES].filter(
    ({ length }) => length >= LEAST_WORD,
  );
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), plain);
  return rest !== plain && (rest.length < LEAST_REST || new Set(rest).size < LEAST_DIFFERENT);
}

/** Whether a password is among the commonest (OWASP ASVS 5.0, 6.2.4), or of very few characters over and over. */
export function isEasy(password: string, least: number): boolean {
  const plain = password.trim().toLowerCase();
  return new Set(plain).size < LEAST_DIFFERENT || common(least).has(plain);
}
