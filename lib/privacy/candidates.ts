import type { Identifier } from "./identifiers";
import { spellings } from "./spellings";

/** Of an address, before and behind its sign. */
const [MOST_LEFT, MOST_RIGHT] = [64, 255];
/** Ways in which an address may be glued to what stands around it, as in "jane@example.com.csv" */
const MOST_CUTS = 6;
/** Ends an address whatever stands there */
const ENDS = /[\s"<>(),;:=&?%/\\[\]{}@]/;
const LETTER = /[\p{L}\p{N}]/u;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Shorter ids, and numbers, stand in many texts by chance: they are looked for in quotes or next to their field's name. */
const LEAST_ID = 5;
const NUMBER = /^\d{1,6}$/;
const MOST_ID = 200;
const SHORT_ID = /(?:custom|viewer)_?id[^\p{L}\p{N}]{1,6}([^\s"'&,;<>{}]{1,6})(?=$|[\s"'&,;<>{}])/giu;
/** How texts hold values: as JSON's strings, as parameters and cells, as words of those. */
const QUOTE = /"/;
const BETWEEN = [QUOTE, /["'&=,;<>\r\n\t?#]/, /["'&=,;<>\s:?#{}[\]()]/, /[^\p{L}\p{N}_.-]/u];

/**
 * What may be an address or id of somebody in a text, however it is escaped there, each once. The work grows with the
 * text's length alone, whatever it says.
 */
export function* candidatesIn(text: string): Generator<Identifier> {
  const told = new Set<string>();
  for (const one of spellings(text))
    for (const { kind, value } of candidates(one)) {
      const name = `${kind} ${value}`;
      if (told.has(name)) continue;
      told.add(name);
      yield { kind, value };
    }
}

function* candidates(text: string): Generator<Identifier> {
  yield* addressesIn(text);
  for (const [id] of text.matchAll(UUID)) {
    const value = id.toLowerCase();
    yield { kind: "view", value };
    yield { kind: "viewer", value };
  }
  for (const [, id = ""] of text.matchAll(SHORT_ID)) yield* idsOf(id);
  for (const between of BETWEEN)
    for (const part of text.split(between)) {
      const id = part.length > MOST_ID + 2 ? "" : part.trim();
      if (id.length < LEAST_ID || id.length > MOST_ID) continue;
      if (NUMBER.test(id) && between !== QUOTE) continue;
      if (id.includes("@")) yield { kind: "email", value: id.toLowerCase() };
      yield* idsOf(id);
    }
}

function* idsOf(value: string): Generator<Identifier> {
  yield { kind: "custom", value };
  yield { kind: "viewer", value: value.toLowerCase() };
}

/** Addresses alone, which hardly any text has. */
export function* addressesIn(text: string): Generator<Identifier> {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1))
    for (const from of startsBefore(text, at))
      for (const until of endsBehind(text, at)) yield { kind: "email", value: text.slice(from, until).toLowerCase() };
}

function startsBefore(text: string, at: number): number[] {
  const starts: number[] = [];
  for (let i = at; i > 0 && at - i < MOST_LEFT && starts.length < MOST_CUTS; i--) {
    const before = text[i - 1] as string;
    if (ENDS.test(before)) return i < at ? [...starts, i] : starts;
    if (i < at && !LETTER.test(before)) starts.push(i);
    if (i === 1) starts.push(0);
  }
  return starts;
}

function endsBehind(text: string, at: number): number[] {
  const ends: number[] = [];
  for (let i = at + 1; i - at <= MOST_RIGHT && ends.length < MOST_CUTS; i++) {
    const next = text[i];
    if (next === undefined || ENDS.test(next)) return i > at + 1 ? [...ends, i] : ends;
    if (i > at + 1 && !LETTER.test(next)) ends.push(i);
  }
  return ends;
}
