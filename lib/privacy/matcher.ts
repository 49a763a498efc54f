import { spellings } from "./spellings";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** What stands in many texts by chance is looked for next to a field's name alone. */
const COMMON = /^(?:.{0,4}|\d{1,6})$/su;
const QUOTED = /^\d{5,6}$/;
const FIELD = "(?:(?<![\\p{L}\\p{N}])q|name|email|phone|(?:custom|viewer)_?id)[^\\p{L}\\p{N}]{1,6}";

/**
 * Whether a text names one of these as a word of its own, as written, or escaped as in JSON or in an address. `beside`: those
 * that say something next to a field's name alone; short ones and numbers do in any case, and longer numbers in quotes.
 */
export function matcher(texts: readonly string[], beside: readonly string[] = []): (text: string) => boolean {
  const wanted = new Set(texts.map(plain).filter((text) => text !== ""));
  // Ids may be very many.
  const isId = (text: string) => text.replace(UUID, "") === "";
  const ids = new Set([...wanted].filter(isId));
  const words = [...wanted].filter((text) => !isId(text) && !COMMON.test(text));
  const numbers = [...wanted].filter((text) => QUOTED.test(text));
  const values = [...[...wanted].filter((text) => COMMON.test(text)), ...beside.map(plain)];
  const patterns = [
    ...(numbers.length > 0 ? [`"(?:${numbers.join("|")})(?=")`] : []),
    ...(words.length > 0 ? [`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join("|")})`] : []),
    ...(values.length > 0 ? [`${FIELD}(?:${values.map(escaped).join("|")})`] : []),
  ];
  const pattern = patterns.length > 0 ? new RegExp(`(?:${patterns.join("|")})(?![\\p{L}\\p{N}])`, "u") : null;
  return (text) =>
    spellings(text)
      .map((one) => one.toLowerCase())
      .some((one) => pattern?.test(one) || (ids.size > 0 && (one.match(UUID) ?? []).some((id) => ids.has(id))));
}

const plain = (text: string) => text.trim().normalize("NFC").toLowerCase();
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
