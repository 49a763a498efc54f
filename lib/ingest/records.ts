import { elementTexts, findProblem } from "../mindstamp/json";
import type { Incoming } from "./commit";
import { toIncoming } from "./ingest";

export const MAX_ARRAY_RECORDS = 2_000;

/** Content types whose body cannot be JSON whatever it holds; any other is tried. */
const NEVER_JSON = /^\s*(application\/x-www-form-urlencoded|multipart\/|application\/xml|text\/(xml|html)|[^;]*\+xml)/i;

type From = Pick<Incoming, "receivedAt" | "source" | "keyId">;

export interface Records {
  items: Incoming[];
  /** The body was an array: the answer lists an outcome each. */
  many: boolean;
}

/** Takes a delivery's body apart into records. What cannot be read becomes one record for quarantine, with all its bytes. */
export function recordsOf(body: Uint8Array, contentType: string | null, from: From): Records {
  const unreadable = (reason: string): Records => ({
    items: [{ record: null, rejection: { reason, path: null }, body, ...from }],
    many: false,
  });
  if (NEVER_JSON.test(contentType ?? "")) return unreadable("content_type");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return unreadable("invalid_utf8");
  }
  if (text.trim() === "") return unreadable("test");
  const isArray = /^\s*\[/.test(text);
  if (!isArray) {
    const problem = findProblem(text);
    if (problem) return unreadable(problem.reason);
  } else if (nestsTooDeep(text)) return unreadable("too_deep");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable("invalid_json");
  }
  if (!Array.isArray(value)) return { items: [toIncoming(unwrap(value), body, from)], many: false };
  if (value.length > MAX_ARRAY_RECORDS) return unreadable("too_many_records");
  const texts = elementTexts(text);
  return { items: value.map((element, i) => elementOf(element, texts[i] ?? "", from)), many: true };
}

function elementOf(element: unknown, text: string, from: From): Incoming {
  const raw = Buffer.from(text);
  const problem = findProblem(text);
  if (problem) return { record: null, rejection: { reason: problem.reason, path: null }, body: raw, ...from };
  return toIncoming(unwrap(element), raw, from);
}

/** JSON.parse survives any depth, but not for free; an array of arrays is refused unparsed. */
function nestsTooDeep(text: string): boolean {
  return findProblem(text.slice(text.indexOf("[") + 1))?.reason === "too_deep";
}

/** Tolerates `{"view": {…}}`. */
function unwrap(value: unknown): unknown {
  const view = (value as { view?: unknown } | null)?.view;
  return typeof view === "object" && view !== null && !("id" in (value as object)) ? view : value;
}
