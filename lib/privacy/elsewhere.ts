import type { Connection } from "../db";
import type { ViewState } from "../ingest/merge";
import { matcher } from "./matcher";
import type { Person } from "./person";

const ROWS = 200;
const decoder = new TextDecoder("utf-8");

/** What is looked for outside somebody's own views. */
export interface Sought {
  /** In records that were not understood */
  texts: string[];
  /** In what belongs to views of others: what tells them from everybody else … */
  telling: string[];
  /** … and what does so next to a field's name */
  beside: string[];
  /** Ids of their own views, whose deliveries go with them */
  own: string[];
}

/** Where somebody is named outside their own views, by ids of rows. */
export interface Elsewhere {
  /** Records that were not understood */
  records: string[];
  /** Kept bodies of deliveries that were */
  bodies: string[];
  /** Ledger rows of which only the note of place or origin does */
  notes: string[];
  /** Views of others whose address, variables or further fields do */
  views: string[];
}

/** How many rows those are. */
export const countOf = ({ records, bodies, notes, views }: Elsewhere): number =>
  new Set([...records, ...bodies, ...notes]).size + views.length;

/** An id that is a word of a language, or a small number, may stand in others' texts by chance. */
const TELLS = /^(?=.*\d)(?=.*\D).{6,}$|^\d{7,}$/su;
const PHONE = /^\+?[\d\s()/.-]{7,}$/;

export function soughtOf({ texts, identifiers, views }: Person): Sought {
  const ids = identifiers.filter(({ kind }) => kind === "viewer" || kind === "custom").map(({ value }) => value);
  const emails = identifiers.filter(({ kind }) => kind === "email").map(({ value }) => value);
  return {
    texts: [...new Set([...texts, ...ids, ...views])],
    telling: [...emails, ...ids.filter((id) => TELLS.test(id)), ...texts.filter((text) => PHONE.test(text))],
    beside: ids.filter((id) => !TELLS.test(id)),
    own: views,
  };
}

/** Looks through all that is kept, in small pieces: for a thread of its own. */
export async function findElsewhere(connection: Connection, sought: Sought): Promise<Elsewhere> {
  const found: Elsewhere = { records: [], bodies: [], notes: [], views: [] };
  const { texts, telling, beside } = sought;
  if (texts.length + telling.length + beside.length === 0) return found;
  const names = matcher(texts);
  const tells = matcher(telling, beside);
  const own = new Set(sought.own);
  const ledger = `SELECT id, outcome, view_id, path, origin, body FROM deliveries
    WHERE body IS NOT NULL OR path IS NOT NULL OR origin IS NOT NULL`;
  for await (const rows of connection.stream(ledger, [], ROWS))
    for (const [id, outcome, view, path, origin, body] of rows) {
      const text = body === null ? null : decoder.decode(body as Uint8Array);
      const isUnread = outcome === "quarantined";
      if (text !== null && isUnread && names(text)) found.records.push(String(id));
      else if (text !== null && !isUnread && !own.has(String(view)) && tells(text)) found.bodies.push(String(id));
      if ((path !== null || origin !== null) && names(`${path ?? ""} ${origin ?? ""}`)) found.notes.push(String(id));
    }
  const views = `SELECT id, url, variables, extra FROM views
    WHERE deleted_at IS NULL AND (url IS NOT NULL OR variables IS NOT NULL OR extra IS NOT NULL)`;
  for await (const rows of connection.stream(views, [], ROWS))
    for (const [id, ...values] of rows)
      if (!own.has(String(id)) && values.some((text) => text !== null && tells(String(text))))
        found.views.push(String(id));
  return found;
}

/** How many records in quarantine name somebody: beside their views, and found soon. */
export async function countRecords(connection: Connection, { texts }: Pick<Sought, "texts">): Promise<number> {
  if (texts.length === 0) return 0;
  const names = matcher(texts);
  let count = 0;
  const sql = "SELECT body FROM deliveries WHERE outcome = 'quarantined' AND body IS NOT NULL";
  for await (const rows of connection.stream(sql, [], ROWS))
    for (const [body] of rows) if (names(decoder.decode(body as Uint8Array))) count++;
  return count;
}

/** A view of somebody else without what names the person; null: it does not. */
export function withoutNamed({ telling, beside }: Sought): (state: ViewState) => ViewState | null {
  const tells = matcher(telling, beside);
  return (state) => {
    const { url, variables } = state.fields;
    const isNamed = (text: string | null | undefined) => typeof text === "string" && tells(text);
    const gone = { ...(isNamed(url) && { url: null }), ...(isNamed(variables) && { variables: null }) };
    const extra = isNamed(state.extra) ? null : state.extra;
    if (Object.keys(gone).length === 0 && extra === state.extra) return null;
    return { ...state, fields: { ...state.fields, ...gone }, extra };
  };
}
