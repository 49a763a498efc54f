import type { Connection } from "../db";
import { spellings } from "./spellings";

const ROWS = 200;
const decoder = new TextDecoder("utf-8");

export interface Matching {
  /** Ledger rows of records that were not understood and name the person */
  ids: string[];
  /** Ledger rows of which only the note of place or origin does */
  notes: string[];
}

/** Records in quarantine whose bytes hold one of these texts as a word of its own, however it is escaped. */
export async function findInQuarantine(connection: Connection, texts: string[]): Promise<Matching> {
  const found: Matching = { ids: [], notes: [] };
  if (texts.length === 0) return found;
  const matches = matcher(texts);
  const sql = "SELECT id, path, origin, body FROM deliveries WHERE outcome = 'quarantined'";
  for await (const rows of connection.stream(sql, [], ROWS))
    for (const [id, path, origin, body] of rows) {
      if (body !== null && matches(decoder.decode(body as Uint8Array))) found.ids.push(String(id));
      else if (matches(`${path ?? ""} ${origin ?? ""}`)) found.notes.push(String(id));
    }
  return found;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Whether a text names one of these, as written, or escaped as in JSON or in an address. */
export function matcher(texts: string[]): (text: string) => boolean {
  const wanted = texts.map((text) => text.normalize("NFC").toLowerCase());
  // Ids may be very many.
  const isId = (text: string) => text.replace(UUID, "") === "";
  const ids = new Set(wanted.filter(isId));
  const others = wanted.filter((text) => !isId(text));
  const words = new RegExp(`(?<![\\p{L}\\p{N}])(?:${others.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "u");
  return (text) =>
    spellings(text).some(
      (one) => (others.length > 0 && words.test(one)) || (one.match(UUID) ?? []).some((id) => ids.has(id)),
    );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
