import type { Connection } from "../db";
import { isPseudonym } from "../ingest/viewer-key";
import { identifiersOf, personIdentifiers } from "./identifiers";
import { namesAddress } from "./mentions";
import { namesErased } from "./named";
import { type Grave, graveOf, type PrivacyState, privacyState } from "./state";

/** What still stands of people who were erased, as after a backup was restored. */
export interface Unburied {
  people: { grave: Grave; keys: string[] }[];
  /** Ledger rows whose bytes name somebody */
  records: string[];
  /** Ledger rows of which only the note of place or origin does */
  notes: string[];
  /** Views of others that hold an erased person's address */
  mentions: string[];
  segments: string[];
  exclusions: string[];
}

const ROWS = 5_000;
const BODIES = 200;
type Text = string | null;

/** Whom views and names belong to, by pseudonym. */
class People {
  readonly #found = new Map<string, { grave: Grave; keys: Set<string> }>();

  add(grave: Grave, key: string): void {
    const one = this.#found.get(grave.pseudonym) ?? { grave, keys: new Set() };
    one.keys.add(key);
    this.#found.set(grave.pseudonym, one);
  }

  all(): Unburied["people"] {
    return [...this.#found.values()].map(({ grave, keys }) => ({ grave, keys: [...keys] }));
  }
}

export async function findUnburied(connection: Connection): Promise<Unburied> {
  const state = await privacyState(connection);
  const people = new People();
  const found: Unburied = { people: [], records: [], notes: [], mentions: [], segments: [], exclusions: [] };
  if (state.graves.size === 0) return found;
  await lookThroughViews(connection, state, people, found);
  await lookThroughNames(connection, state, people);
  await lookThroughLedger(connection, state, found);
  for (const { id, name, search } of await connection.query("SELECT id, name, search FROM segments"))
    if (namesErased(state, `${name} ${search}`)) found.segments.push(String(id));
  for (const { id, value } of await connection.query("SELECT id, value FROM exclusions WHERE kind = 'email'"))
    if (graveOf(state, personIdentifiers({ viewer_email: String(value) }))) found.exclusions.push(String(id));
  return { ...found, people: people.all() };
}

async function lookThroughViews(connection: Connection, state: PrivacyState, people: People, found: Unburied) {
  const graves = new Map([...state.graves.values()].map((grave) => [grave.pseudonym, grave]));
  const sql = `SELECT id, viewer_key, viewer_id, viewer_email, viewer_custom_id, url, variables, extra
    FROM views WHERE deleted_at IS NULL`;
  for await (const rows of connection.stream(sql, [], ROWS))
    for (const [id, key, viewer_id, viewer_email, viewer_custom_id, ...texts] of rows as Text[][]) {
      if (isPseudonym(String(key))) {
        // Of a database in which the counts were still kept.
        const grave = graves.get(String(key));
        if (grave && !grave.counted) people.add(grave, String(key));
        continue;
      }
      const grave = graveOf(state, identifiersOf(String(id), { viewer_id, viewer_email, viewer_custom_id }));
      if (grave) people.add(grave, String(key));
      else if (texts.some((text) => text && namesAddress(text, state))) found.mentions.push(String(id));
    }
}

async function lookThroughNames(connection: Connection, state: PrivacyState, people: People) {
  for await (const rows of connection.stream("SELECT key, email, custom_id FROM viewers", [], ROWS))
    for (const [key, viewer_email, viewer_custom_id] of rows as Text[][]) {
      const viewer = String(key);
      if (isPseudonym(viewer)) continue;
      const viewer_id = /^[ecv]-/.test(viewer) ? null : viewer;
      const grave = graveOf(state, personIdentifiers({ viewer_id, viewer_email, viewer_custom_id }));
      if (grave) people.add(grave, viewer);
    }
}

async function lookThroughLedger(connection: Connection, state: PrivacyState, found: Unburied) {
  const decoder = new TextDecoder();
  const sql = `SELECT id, outcome, path, origin, body FROM deliveries
    WHERE body IS NOT NULL OR path IS NOT NULL OR origin IS NOT NULL`;
  // A file's name stands with many rows.
  let last = { note: "", named: false };
  for await (const rows of connection.stream(sql, [], BODIES))
    for (const [id, outcome, path, origin, body] of rows) {
      const text = body === null ? null : decoder.decode(body as Uint8Array);
      const isNamed =
        outcome === "quarantined" ? namesErased : (of: PrivacyState, one: string) => namesAddress(one, of);
      if (text !== null && isNamed(state, text)) found.records.push(String(id));
      const note = `${path ?? ""} ${origin ?? ""}`;
      if (note !== last.note) last = { note, named: namesErased(state, note) };
      if (last.named) found.notes.push(String(id));
    }
}
