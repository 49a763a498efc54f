import { Prisma, type Tx } from "../db";
import { VIEW_FIELDS, type ViewField, type ViewFields } from "../mindstamp/fields";
import type { ViewState } from "./merge";
import { viewerKey } from "./viewer-key";

const FIELDS = Object.keys(VIEW_FIELDS).filter((field) => field !== "id") as Exclude<ViewField, "id">[];
const OWN = ["extra", "field_times", "flags", "occurred_at", "viewer_key", "received_at", "revision"] as const;
const COLUMNS = ["id", ...FIELDS, ...OWN];
/** Both databases take at most 32,766 parameters a statement. */
const ROWS_A_STATEMENT = Math.floor(32_766 / COLUMNS.length);
const INSTANTS: ReadonlySet<string> = new Set(FIELDS.filter((field) => VIEW_FIELDS[field] === "instant"));

export interface StoredView {
  state: ViewState;
  receivedAt: number;
}

const list = (names: readonly string[]) => Prisma.raw(names.map((name) => `"${name}"`).join(", "));
const UPDATES = Prisma.raw(
  COLUMNS.filter((name) => name !== "id" && name !== "received_at")
    .map((name) => `"${name}" = excluded."${name}"`)
    .join(", "),
);

/** The stored states of these ids, by id. */
export async function readViews(tx: Tx, ids: string[]): Promise<Map<string, StoredView>> {
  const found = new Map<string, StoredView>();
  for (let start = 0; start < ids.length; start += 10_000) {
    const rows = await tx.$queryRaw<Record<string, unknown>[]>`
      SELECT ${list(COLUMNS)} FROM views WHERE id IN (${Prisma.join(ids.slice(start, start + 10_000))})`;
    for (const row of rows) found.set(String(row.id), fromRow(row));
  }
  return found;
}

function fromRow(row: Record<string, unknown>): StoredView {
  const fields: Record<string, unknown> = {};
  for (const field of FIELDS) {
    const value = row[field];
    fields[field] = INSTANTS.has(field) && value !== null ? Number(value) : value;
  }
  const flags = row.flags === null ? [] : (JSON.parse(String(row.flags)) as string[]);
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    state: {
      id: String(row.id),
      fields: fields as ViewFields,
      extra: text("extra"),
      fieldTimes: text("field_times"),
      flags,
    },
    receivedAt: Number(row.received_at),
  };
}

/** Writes one row an id, new or not, in as few statements as the parameter limit allows. */
export async function writeViews(tx: Tx, views: StoredView[], revision: number, hmacKey: string): Promise<void> {
  for (let start = 0; start < views.length; start += ROWS_A_STATEMENT) {
    const rows = views
      .slice(start, start + ROWS_A_STATEMENT)
      .map((view) => Prisma.sql`(${Prisma.join(toRow(view, revision, hmacKey))})`);
    await tx.$executeRaw`INSERT INTO views (${list(COLUMNS)}) VALUES ${Prisma.join(rows)} ON CONFLICT (id) DO UPDATE SET ${UPDATES}`;
  }
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
