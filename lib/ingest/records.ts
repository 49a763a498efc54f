import { elementTexts, findProblem } from "../mindstamp/json";
import type { Incoming } from "./incoming";
import { toIncoming } from "./incoming";

export const MAX_ARRAY_RECORDS = 2_000;

/** Content types whose body cannot be JSON whatever it holds; any other is tried. */
const NEVER_JSON = /^\s*(application\/x-www-form-urlencoded|multipart\/|application\/xml|text\/(xml|html)|[^;]*\+xml)/i;

const strict = new TextDecoder("utf-8", { fatal: true });

type From = Pick<Incoming, "receivedAt" | "source" | "keyId" | "chunk">;

export interface Records {
  items: Incoming[];
  /** The body was an array: the answer lists an outcome each. */
  many: boolean;
}

/** Takes a delivery's body apart into records. What cannot be read becomes one record for quarantine, with all its bytes. */
export function recordsOf(body: Uint8Array, contentType: string | null, from: From): Records {
  const unreadable = (reason: string): Records => ({ items: [quarantined(reason, body, from)], many: false });
  if (NEVER_JSON.test(contentType ?? "")) return unreadable("content_type");
  let text: string;
  try {
    text = strict.decode(body);
  } catch {
    return unreadable("invalid_utf8");
  }
  if (/^\s*("?test"?\s*)?$/i.test(text)) return unreadable("test");
  if (/^\s*\[/.test(text)) {
    // Arrays in arrays in arrays are no list of views.
    if (/^\s*\[\s*\[/.test(text) && findProblem(text)?.reason === "too_deep") return unreadable("too_deep");
    const texts = elementTexts(text, MAX_ARRAY_RECORDS);
    if (texts === null) return unreadable("invalid_json");
    if (texts.length > MAX_ARRAY_RECORDS) return unreadable("too_many_records");
    const items = texts.map((element) => itemOf(element, Buffer.from(element), from));
    if (items.some((item) => item.rejection?.reason === "invalid_json")) return unreadable("invalid_json");
    return { items, many: true };
  }
  return { items: [itemOf(text, body, from)], many: false };
}

/** Looked through before it is parsed: parsing would take much memory for some texts, and round numbers in others. */
function itemOf(text: string, raw: Uint8Array, from: From, shaped = asItIs): Incoming {
  const problem = findProblem(text);
  if (problem) return quarantined(problem.reason, raw, from);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return quarantined("invalid_json", raw, from);
  }
  return toIncoming(shaped(unwrap(value)), raw, from);
}

function quarantined(reason: string, body: Uint8Array, from: From): Incoming {
  return { record: null, rejection: { reason, path: null }, body, ...from };
}

/** One record of many that came as a text of its own, such as a line of a file; `shaped` makes a view of what was sent as one. */
export function recordOf(raw: Uint8Array, from: From, shaped = asItIs): Incoming {
  let text: string;
  try {
    text = strict.decode(raw);
  } catch {
    return quarantined("invalid_utf8", raw, from);
  }
  return itemOf(text, raw, from, shaped);
}

function asItIs(view: unknown): unknown {
  return view;
}

/** Tolerates `{"view": {…}}`. */
function unwrap(value: unknown): unknown {
  const view = (value as { view?: unknown } | null)?.view;
  return typeof view === "object" && view !== null && !("id" in (value as object)) ? view : value;
}
