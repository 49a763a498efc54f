import type { Connection, Target } from "../db";
import { VIEW_FIELDS, type ViewField, type ViewFields } from "../mindstamp/fields";
import type { ViewState } from "./merge";
import { isPseudonym, viewerKey } from "./viewer-key";

const FIELDS = Object.keys(VIEW_FIELDS).filter((field) => field !== "id") as Exclude<ViewField, "id">[];
const OWN = [
  "extra",
  "field_times",
  "flags",
  "occurred_at",
  "viewer_key",
  "received_at",
  "revision",
  "deleted_at",
] as const;
const COLUMNS = ["id", ...FIELDS, ...OWN];
/** A view's row. */
const VIEWS: Target = {
  table: "views",
  columns: COLUMNS,
  updates: COLUMNS.filter((name) => name !== "id"),
};

export interface StoredView {
  state: ViewState;
  receivedAt: number;
  /** As it is stored; null for a new one */
  viewerKey: string | null;
  /** Of an emptied view, which has no times any more */
  occurredAt?: number;
  /** Set: it counts no more, and no delivery fills it again */
  deletedAt: number | null;
  /** Of an erased viewer: the key that stands for them */
  erasedAs: string | null;
}

/** The stored states of these ids, by id. */
export async function readViews(connection: Connection, ids: string[]): Promise<Map<string, StoredView>> {
  const rows = ids.length === 0 ? [] : await connection.pick(VIEWS, ids);
  return new Map(rows.map((row) => [String(row[0]), fromRow(row)]));
}

function fromRow(row: unknown[]): StoredView {
  const fields: Record<string, unknown> = {};
  FIELDS.forEach((field, i) => {
    fields[field] = row[i + 1];
  });
  const [extra, fieldTimes, flags, occurredAt, key, receivedAt, , deletedAt] = row.slice(FIELDS.length + 1) as (
    | string
    | null
  )[];
  const viewerKey = String(key);
  return {
    state: {
      id: String(row[0]),
      fields: fields as ViewFields,
      extra: extra ?? null,
      fieldTimes: fieldTimes ?? null,
      flags: flags ? (JSON.parse(flags) as string[]) : [],
    },
    receivedAt: Number(receivedAt),
    viewerKey,
    occurredAt: Number(occurredAt),
    deletedAt: deletedAt === null || deletedAt === undefined ? null : Number(deletedAt),
    erasedAs: isPseudonym(viewerKey) ? viewerKey : null,
  };
}

/** Writes one row an id, new or not. */
export async function writeViews(
  connection: Connection,
  views: StoredView[],
  revision: number,
  hmacKey: string,
): Promise<void> {
  const rows = views.map((view) => toRow(view, revision, hmacKey));
  await linkKeys(connection, views, rows);
  await connection.put(VIEWS, rows);
}

const KEY_AT = COLUMNS.indexOf("viewer_key");

/** Notes under which key a view was before, so that who is erased is erased under that one too. */
async function linkKeys(connection: Connection, views: StoredView[], rows: unknown[][]): Promise<void> {
  for (const [i, { viewerKey: former, erasedAs, deletedAt }] of views.entries()) {
    const key = rows[i]?.[KEY_AT];
    if (former === null || former === key || former.startsWith("v-")) continue;
    if (erasedAs !== null || deletedAt !== null) continue;
    await connection.query(
      "INSERT INTO viewer_links (key, former) VALUES ($1, $2) ON CONFLICT (key, former) DO NOTHING",
      [key, former],
    );
  }
}

function toRow(view: StoredView, revision: number, hmacKey: string): unknown[] {
  const { state, receivedAt, deletedAt, erasedAs } = view;
  const { id, fields } = state;
  const occurredAt = fields.started ?? fields.created_at ?? (deletedAt === null ? null : view.occurredAt) ?? receivedAt;
  return [
    id,
    ...FIELDS.map((field) => fields[field] ?? null),
    state.extra,
    state.fieldTimes,
    state.flags.length === 0 ? null : JSON.stringify(state.flags),
    occurredAt,
    erasedAs ?? viewerKey(id, fields, hmacKey),
    receivedAt,
    revision,
    deletedAt,
  ];
}
