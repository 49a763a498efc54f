export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Bounds of one record; beyond them a body is kept unread. */
const MAX_DEPTH = 64;
const MAX_KEYS = 5_000;
/** More significant digits than a double holds. */
const MAX_DIGITS = 17;
const NUMBER = /-?(\d+)(\.\d+)?(?:[eE][+-]?\d+)?/y;

export interface JsonProblem {
  reason: "too_deep" | "too_many_keys" | "unsafe_number";
  message: string;
}

/**
 * Looks through JSON text before it is parsed: JSON.parse would round 2^53+1 and turn 1e400 into infinity, and deep
 * nesting breaks what comes after it. Says nothing of syntax.
 */
export function findProblem(text: string): JsonProblem | null {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 34) at = endOfString(text, at);
    else if (char === 123 || char === 91) {
      if (++depth > MAX_DEPTH) return { reason: "too_deep", message: `Nested deeper than ${MAX_DEPTH} levels` };
    } else if (char === 125 || char === 93) depth--;
    else if (char === 58) {
      if (++keys > MAX_KEYS) return { reason: "too_many_keys", message: `More than ${MAX_KEYS} keys` };
    } else if (char === 45 || (char >= 48 && char <= 57)) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text);
      if (number === null) continue;
      if (!isSafe(number))
        return { reason: "unsafe_number", message: `The number ${number[0].slice(0, 40)} cannot be held exactly` };
      at += number[0].length - 1;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 92) at++;
    else if (char === 34) return at;
  }
  return text.length;
}

function isSafe(number: RegExpExecArray): boolean {
  const value = Number(number[0]);
  const digits = `${number[1]}${(number[2] ?? "").slice(1)}`.replace(/^0+/, "").replace(/0+$/, "");
  if (!Number.isFinite(value) || (value === 0 && digits !== "")) return false;
  return Number.isInteger(value) ? Number.isSafeInteger(value) : digits.length <= MAX_DIGITS;
}

/** The texts of an array's elements, each as it came. The text must be valid JSON and its root an array. */
export function elementTexts(text: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 34) at = endOfString(text, at);
    else if (char === 123 || char === 91) {
      if (++depth === 1) start = at + 1;
    } else if (char === 125 || char === 93) {
      if (--depth === 0) elements.push(text.slice(start, at).trim());
    } else if (char === 44 && depth === 1) {
      elements.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return elements.length === 1 && elements[0] === "" ? [] : elements;
}

/** One text for all ways to write a value: keys sorted by code point, no blanks. Strings pass through `clean`. */
export function canonicalJson(value: Json, clean: (text: string) => string = (text) => text): string {
  if (typeof value === "string") return JSON.stringify(clean(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, clean)).join(",")}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(clean(key))}:${canonicalJson(item, clean)}`,
  );
  return `{${entries.sort((a, b) => (a < b ? -1 : 1)).join(",")}}`;
}
