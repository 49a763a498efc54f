import type { Connection } from "../db";
import { marks } from "../db/statement";
import { customIdKey, emailKey, isPseudonym, plainCustomId, plainEmail } from "../ingest/viewer-key";
import { isRejection, parseView } from "../mindstamp/view";
import { type Identifier, personIdentifiers } from "./identifiers";

/** By what somebody is looked for. */
export interface Asked {
  by: "viewer" | "email" | "custom";
  /** A viewer key, an address, a custom id */
  value: string;
}

/** Everything that is held of somebody. */
export interface Person {
  /** Viewer keys of their views, and former ones under which there is no view any more */
  keys: string[];
  /** How many keys their views have */
  viewers: number;
  /** Ids of their views */
  views: string[];
  /** What they are known by, but for what others are known by too */
  identifiers: Identifier[];
  /** How many addresses and custom ids of theirs others have as well */
  shared: number;
  /** Names, addresses, numbers and ids in every spelling that is held: to be looked for in bytes that were not understood */
  texts: string[];
}

const ROWS = 5_000;
const AT_ONCE = 100;
/** A text this short stands in many bodies by chance. */
const LEAST_TEXT = 5;
const COLUMNS = "id, viewer_key, viewer_id, viewer_name, viewer_email, viewer_phone, viewer_custom_id";

interface Row {
  id: string;
  key: string;
  viewer_id: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  custom: string | null;
}

async function* viewsIn(connection: Connection): AsyncGenerator<Row> {
  const sql = `SELECT ${COLUMNS} FROM views WHERE deleted_at IS NULL`;
  for await (const rows of connection.stream(sql, [], ROWS))
    for (const row of rows) {
      const [id, key, viewer_id, name, email, phone, custom] = row as (string | null)[];
      yield {
        id: String(id),
        key: String(key),
        viewer_id: viewer_id ?? null,
        name: name ?? null,
        email: email ?? null,
        phone: phone ?? null,
        custom: custom ?? null,
      };
    }
}

/**
 * Looks through all views, some seconds for a million: for a thread of its own. By an address or a custom id: all views of
 * all viewers who have it in any view; by a viewer key: that viewer's.
 */
export async function findPerson(connection: Connection, asked: Asked, hmacKey: string): Promise<Person> {
  const keys = await keysOf(connection, asked, hmacKey);
  const former = await formerKeys(connection, keys);
  const views: string[] = [];
  const viewers = new Set<string>();
  const told = new Told();
  for await (const row of viewsIn(connection)) {
    if (keys.has(row.key)) {
      views.push(row.id);
      viewers.add(row.key);
      told.add({ ...row, viewer_id: row.viewer_id });
    } else former.delete(row.key);
  }
  for (const key of former) keys.add(key);
  for (const key of keys) await addNames(connection, key, told);
  for (let from = 0; from < views.length; from += AT_ONCE)
    await addDelivered(connection, views.slice(from, from + AT_ONCE), told);
  if (asked.by === "email") told.add({ email: asked.value });
  if (asked.by === "custom") told.add({ custom: asked.value });
  const shared = await sharedWith(connection, keys, told);
  return {
    keys: [...keys],
    viewers: viewers.size,
    views,
    identifiers: [...told.identifiers.values()].filter((one) => !shared.has(nameOf(one))),
    shared: shared.size,
    texts: [...told.texts],
  };
}

const nameOf = ({ kind, value }: Identifier) => `${kind} ${value}`;

/** What deliveries and names tell of one person, together. */
class Told {
  readonly identifiers = new Map<string, Identifier>();
  readonly texts = new Set<string>();

  add(said: Partial<Omit<Row, "id" | "key">>): void {
    const { viewer_id, name, email, phone, custom } = said;
    for (const one of personIdentifiers({ viewer_id, viewer_email: email, viewer_custom_id: custom }))
      this.identifiers.set(nameOf(one), one);
    for (const text of [viewer_id, name, email, phone, custom])
      if (text && text.trim().length >= LEAST_TEXT) this.texts.add(text.trim());
  }
}

async function keysOf(connection: Connection, { by, value }: Asked, hmacKey: string): Promise<Set<string>> {
  if (by === "viewer") return new Set([value]);
  const plain = by === "email" ? plainEmail : plainCustomId;
  const wanted = plain(value);
  if (wanted === null) return new Set();
  const keys = new Set([by === "email" ? emailKey(wanted, hmacKey) : customIdKey(wanted, hmacKey)]);
  for await (const row of viewsIn(connection))
    if (plain(by === "email" ? row.email : row.custom) === wanted) keys.add(row.key);
  const column = by === "email" ? "email" : "custom_id";
  const names = connection.stream(`SELECT key, ${column} FROM viewers WHERE ${column} IS NOT NULL`, [], ROWS);
  for await (const rows of names)
    for (const [key, text] of rows) if (plain(String(text)) === wanted) keys.add(String(key));
  return keys;
}

/** Under which keys their views were before. */
async function formerKeys(connection: Connection, keys: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set<string>();
  for (const waiting = [...keys]; waiting.length > 0; ) {
    const rows = await connection.query("SELECT former FROM viewer_links WHERE key = $1", [waiting.pop()]);
    for (const { former } of rows) {
      const key = String(former);
      if (keys.has(key) || found.has(key)) continue;
      found.add(key);
      waiting.push(key);
    }
  }
  return found;
}

async function addNames(connection: Connection, key: string, told: Told): Promise<void> {
  const [row] = await connection.query("SELECT name, email, phone, custom_id FROM viewers WHERE key = $1", [key]);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  const viewer_id = /^[ecv]-/.test(key) || isPseudonym(key) ? null : key;
  told.add({
    viewer_id,
    name: text(row?.name),
    email: text(row?.email),
    phone: text(row?.phone),
    custom: text(row?.custom_id),
  });
}

/** Addresses and ids that later deliveries replaced stand in the bodies alone. */
async function addDelivered(connection: Connection, ids: string[], told: Told): Promise<void> {
  const sql = `SELECT body FROM deliveries WHERE body IS NOT NULL AND view_id IN (${marks(ids.length)})`;
  for (const { body } of await connection.query(sql, ids)) {
    const record = understood(body as Uint8Array);
    if (record === null) continue;
    const { viewer_id, viewer_name, viewer_email, viewer_phone, viewer_custom_id } = record.fields;
    told.add({ viewer_id, name: viewer_name, email: viewer_email, phone: viewer_phone, custom: viewer_custom_id });
  }
}

function understood(body: Uint8Array) {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    const record = parseView((value as { view?: unknown } | null)?.view ?? value);
    return isRejection(record) ? null : record;
  } catch {
    return null;
  }
}

/** Which of these views tell that are no erased person's, as "kind value". */
export async function findShared(connection: Connection, identifiers: Identifier[]): Promise<string[]> {
  const told = new Map(identifiers.map((one) => [nameOf(one), one]));
  return [...(await sharedWith(connection, new Set(), { identifiers: told }))];
}

/** Of what they are known by, what views of others tell too. */
async function sharedWith(
  connection: Connection,
  keys: ReadonlySet<string>,
  told: Pick<Told, "identifiers">,
): Promise<Set<string>> {
  const shared = new Set<string>();
  if (told.identifiers.size === 0) return shared;
  for await (const { key, viewer_id, email, custom } of viewsIn(connection)) {
    if (keys.has(key)) continue;
    for (const one of personIdentifiers({ viewer_id, viewer_email: email, viewer_custom_id: custom }))
      if (told.identifiers.has(nameOf(one))) shared.add(nameOf(one));
  }
  return shared;
}

/** Whether a text alone says who somebody is: an address or a number, and not a name that others may have. */
export const isPersonal = (text: string): boolean => text.includes("@") || /\d{5}/.test(text);

/** What a form asks for (`by`, `value`); null: nothing that can be looked for. */
export function readAsked(form: { get(name: string): unknown }): Asked | null {
  const [by, text] = [form.get("by"), form.get("value")];
  const value = typeof text === "string" ? text.trim() : "";
  if (value === "" || value.length > 500) return null;
  if (by === "viewer") return { by, value: isPseudonym(value) || /^[ec]-/.test(value) ? value : value.toLowerCase() };
  return by === "email" || by === "custom" ? { by, value } : null;
}
