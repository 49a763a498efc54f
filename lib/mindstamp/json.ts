export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Bounds of one record; beyond them a body is kept unread. */
export const MAX_DEPTH = 64;
const MAX_KEYS = 5_000;
/** Members of objects and arrays together: each takes many times the memory of its text. */
const MAX_VALUES = 20_000;
/** No number of a view is longer; the digits of a longer one are not worth counting. */
const MAX_LITERAL = 400;
/** So short a number without exponent has at most 15 digits, which a double always holds. */
const SURELY_SAFE = 15;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PARTS = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

export interface JsonProblem {
  reason: "too_deep" | "too_many_keys" | "too_many_values" | "unsafe_number";
  message: string;
}

/**
 * Looks through JSON text before it is parsed: JSON.parse would round 2^53+1 and turn 1e400 into infinity, and deep
 * nesting breaks what comes after it. Says nothing of syntax.
 */
export function findProblem(text: string): JsonProblem | null {
  let depth = 0;
  let keys = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 34) at = endOfString(text, at);
    else if (char === 123 || char === 91) {
      if (++depth > MAX_DEPTH) return { reason: "too_deep", message: `Nested deeper than ${MAX_DEPTH} levels` };
    } else if (char === 125 || char === 93) depth--;
    else if (char === 58) {
      if (++keys > MAX_KEYS) return { reason: "too_many_keys", message: `More than ${MAX_KEYS} keys` };
    } else if (char === 44) {
      if (++values > MAX_VALUES) return { reason: "too_many_values", message: `More than ${MAX_VALUES} values` };
    } else if (char === 45 || (char >= 48 && char <= 57)) {
      NUMBER.lastIndex = at;
      const number = NUMBER.exec(text)?.[0];
      if (number === undefined) continue;
      if (!isSafeNumber(number))
        return { reason: "unsafe_number", message: `The number ${number.slice(0, 40)} cannot be held exactly` };
      at += number.length - 1;
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

/** Whether a number comes out as it went in. Whole ones beyond 2^53 do not, in most programs. */
export function isSafeNumber(literal: string): boolean {
  if (literal.length <= SURELY_SAFE && !/[eE]/.test(literal)) return true;
  if (literal.length > MAX_LITERAL) return false;
  const value = Number(literal);
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return false;
  return decimal(literal) === decimal(String(value));
}

/** One text for all ways to write a number: its digits without zeros around them, and where the point stands. */
function decimal(literal: string): string {
  const [, whole = "", fraction = "", exponent = "0"] = PARTS.exec(literal) ?? [];
  const digits = `${whole}${fraction}`;
  const first = digits.search(/[1-9]/);
  if (first === -1) return "0";
  return `${digits.slice(first).replace(/0+$/, "")}e${whole.length - first + Number(exponent)}`;
}

/**
 * The texts of an array's elements, each as it came, at most one more than `most`; null when the text is not one array.
 * An element need not be JSON.
 */
export function elementTexts(text: string, most: number): string[] | null {
  const elements: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 34) at = endOfString(text, at);
    else if (char === 123 || char === 91) {
      if (++depth === 1) start = at + 1;
    } else if (char === 125 || char === 93) {
      if (--depth > 0) continue;
      const last = text.slice(start, at).trim();
      if (char !== 93 || text.slice(at + 1).trim() !== "") return null;
      return last === "" && elements.length === 0 ? [] : [...elements, last];
    } else if (char === 44 && depth === 1) {
      elements.push(text.slice(start, at).trim());
      if (elements.length > most) return elements;
      start = at + 1;
    }
  }
  return null;
}

/**
 * One text for all ways to write a value: keys sorted by code unit, no blanks. Strings pass through `clean`; of two keys
 * that it makes one, the greater value stays.
 */
export function canonicalJson(value: Json, clean: (text: string) => string = (text) => text): string {
  if (typeof value === "string") return JSON.stringify(clean(value));
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, clean)).join(",")}]`;
  const members = new Map<string, string>();
  for (const [key, item] of Object.entries(value)) {
    const [name, text] = [JSON.stringify(clean(key)), canonicalJson(item, clean)];
    if (text > (members.get(name) ?? "")) members.set(name, text);
  }
  const entries = Array.from(members, ([name, text]) => `${name}:${text}`);
  return `{${entries.sort((a, b) => (a < b ? -1 : 1)).join(",")}}`;
}
