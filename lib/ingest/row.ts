import type { Connection, Target } from "../db";
import { VIEW_FIELDS, type ViewField, type ViewFields } from "../mindstamp/fields";
import type { ViewState } from "./merge";
import { viewerKey } from "./viewer-key";

const FIELDS = Object.keys(VIEW_FIELDS).filter((field) => field !== "id") as Exclude<ViewField, "id">[];
const OWN = ["extra", "field_times", "flags", "occurred_at", "viewer_key", "received_at", "revision"] as const;
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
  const [extra, fieldTimes, flags, , , receivedAt] = row.slice(FIELDS.length + 1) as (string | null)[];
  return {
    state: {
      id: String(row[0]),
      fields: fields as ViewFields,
      extra: extra ?? null,
      fieldTimes: fieldTimes ?? null,
      flags: flags ? (JSON.parse(flags) as string[]) : [],
    },
    receivedAt: Number(receivedAt),
  };
}

/** Writes one row an id, new or not. */
export async function writeViews(
  connection: Connection,
  views: StoredView[],
  revision: number,
  hmacKey: string,
): Promise<void> {
  await connection.put(
    VIEWS,
    views.map((view) => toRow(view, revision, hmacKey)),
  );
}

function toRow({ state, receivedAt }: StoredView, revision: number, hmacKey: string): unknown[] {
  const { id, fields } = state;
  const occurredAt = fields.started ?? fields.created_at ?? receivedAt;
  return [
    id,
    ...FIELDS.map((field) => fields[field] ?? null),
    state.extra,
    state.fieldTimes,
    state.flags.length === 0 ? null : JSON.stringify(state.flags),
    occurredAt,
    viewerKey(id, fields, hmacKey),
    receivedAt,
    revision,
  ];
}
