import type { Connection } from "../db/dialect";
import type { ColumnRow } from "./row";
import type { ColumnTable } from "./table";

const CHUNK = 5_000;
const COLUMNS = `id, occurred_at, viewer_key, video_id, group_id, country, region, city, browser, tag1, tag2, tag3, tag4, tag5,
  plink_id, elapsed, watched, percentage, participation, correctness, interaction_count, flags, deleted_at`;
const ORDER_FLAG = '"finished<started"';

export interface Position {
  epoch: string;
  revision: number;
}

/** How far the database is. Revisions are given in order of commit, so all rows up to this one are there. */
export async function readPosition(connection: Connection): Promise<Position> {
  const [row] = await connection.query("SELECT epoch, revision FROM counter WHERE id = 1");
  if (!row) throw new Error("The counter's row is missing: the database was not migrated by Viewledger.");
  return { epoch: String(row.epoch), revision: Number(row.revision) };
}

export async function countViews(connection: Connection): Promise<number> {
  const [row] = await connection.query("SELECT COUNT(*) AS views FROM views WHERE deleted_at IS NULL");
  return Number(row?.views ?? 0);
}

/** Brings into the table what was committed after `revision`; `progress` is called after each chunk. */
export async function readChanges(
  connection: Connection,
  table: ColumnTable,
  revision: number,
  progress: () => void,
): Promise<void> {
  for await (const rows of connection.stream("SELECT id, title FROM videos WHERE revision > $1", [revision], CHUNK))
    for (const [id, title] of rows) if (title !== null) table.titles.set(String(id), String(title));
  for await (const rows of connection.stream(
    "SELECT key, name, email FROM viewers WHERE revision > $1",
    [revision],
    CHUNK,
  ))
    for (const [key, name, email] of rows)
      table.viewerNames.set(String(key), { name: name as string | null, email: email as string | null });
  const views = connection.stream(`SELECT ${COLUMNS} FROM views WHERE revision > $1`, [revision], CHUNK);
  for await (const rows of views) {
    for (const row of rows) take(table, row);
    progress();
  }
  table.settle();
}

function take(table: ColumnTable, row: unknown[]): void {
  const [id, occurredAt, viewer, video, group, country, region, city, browser, ...rest] = row as (string | null)[];
  const [tag1, tag2, tag3, tag4, tag5, plink, ...numbers] = rest as [
    string | null,
    string | null,
    string | null,
    string | null,
    string | null,
    string | null,
  ];
  const [elapsed, watched, percentage, participation, correctness, interactions, flags, deletedAt] =
    numbers as unknown as (number | string | null)[];
  if (deletedAt !== null) {
    table.remove(String(id));
    return;
  }
  table.put({
    id: String(id),
    occurredAt: Number(occurredAt),
    viewer: String(viewer),
    video: video ?? null,
    group: group ?? null,
    country: country ?? null,
    region: region ?? null,
    city: city ?? null,
    browser: browserFamily(browser ?? null),
    tag1,
    tag2,
    tag3,
    tag4,
    tag5,
    plink,
    elapsed: typeof flags === "string" && flags.includes(ORDER_FLAG) ? null : numberOf(elapsed),
    watched: numberOf(watched),
    percentage: numberOf(percentage),
    participation: numberOf(participation),
    correctness: numberOf(correctness),
    interactions: numberOf(interactions),
  } satisfies ColumnRow);
}

const numberOf = (value: number | string | null | undefined) =>
  value === null || value === undefined ? null : Number(value);

/** "Chrome 101" and "Mobile Safari 15.4" without their versions. */
export function browserFamily(browser: string | null): string | null {
  if (browser === null) return null;
  return browser.replace(/\s+v?\d[\w.]*$/i, "").trim() || null;
}
