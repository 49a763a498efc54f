import type { Connection } from "../db/dialect";
import type { SCREENS } from "../query/query";
import type { ColumnRow } from "./row";
import type { ColumnTable } from "./table";
import { MOST_KEYS, variablesOf } from "./variables";

const CHUNK = 5_000;
const SAMPLED = 20_000;
const COLUMNS = `id, occurred_at, viewer_key, video_id, group_id, country, region, city, browser, tag1, tag2, tag3, tag4, tag5,
  plink_id, screen_width, url, variables, flags, deleted_at, elapsed, watched, percentage, participation, correctness, interaction_count,
  last_point, furthest_point`;
const ORDER_FLAG = '"finished<started"';

/** Whatever answers statements without parameters. */
type Asked = Pick<Connection, "query">;

export interface Position {
  epoch: string;
  revision: number;
  /** The newest revision of a row that was removed for good: whoever is not past it does not know that the row is gone */
  purged: number;
}

/** How far the database is. Revisions are given in order of commit, so all rows up to this one are there. */
export async function readPosition(connection: Asked): Promise<Position> {
  const [row] = await connection.query("SELECT epoch, revision, purged_revision FROM counter WHERE id = 1");
  if (!row) throw new Error("The counter's row is missing: the database was not migrated by Viewledger.");
  return { epoch: String(row.epoch), revision: Number(row.revision), purged: Number(row.purged_revision) };
}

export async function countViews(connection: Asked): Promise<number> {
  const [row] = await connection.query("SELECT COUNT(*) AS views FROM views WHERE deleted_at IS NULL");
  return Number(row?.views ?? 0);
}

/** The keys of variables that most of the newest views have: these are worth keeping first. */
export async function frequentVariables(connection: Asked): Promise<string[]> {
  const rows = await connection.query(
    `SELECT variables FROM views WHERE deleted_at IS NULL ORDER BY revision DESC LIMIT ${SAMPLED}`,
  );
  const views = new Map<string, number>();
  for (const { variables } of rows)
    for (const key of variablesOf(variables === null ? null : String(variables)).keys())
      views.set(key, (views.get(key) ?? 0) + 1);
  const byViews = [...views].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byViews.slice(0, MOST_KEYS).map(([key]) => key);
}

/** What was committed after `revision`, in pieces: each is applied by calling it, at once or later but in this order. */
export async function* readChanges(
  connection: Connection,
  revision: number,
): AsyncGenerator<{ rows: number; apply(table: ColumnTable): void }> {
  const byIndex = revision >= 0;
  const videos = connection.stream("SELECT id, title FROM videos WHERE revision > $1", [revision], CHUNK, byIndex);
  for await (const rows of videos)
    yield {
      rows: rows.length,
      apply: (table) => {
        for (const [id, title] of rows) if (title !== null) table.titles.set(String(id), String(title));
      },
    };
  const viewers = connection.stream(
    "SELECT key, name, email, phone, custom_id, excluded FROM viewers WHERE revision > $1",
    [revision],
    CHUNK,
    byIndex,
  );
  for await (const rows of viewers)
    yield {
      rows: rows.length,
      apply: (table) => {
        for (const [key, name, email, phone, customId, excluded] of rows as Text[][])
          table.nameViewer(String(key), {
            name: name ?? null,
            email: email ?? null,
            identified: Boolean(name || email || phone || customId),
            excluded: Boolean(excluded),
          });
      },
    };
  const views = connection.stream(`SELECT ${COLUMNS} FROM views WHERE revision > $1`, [revision], CHUNK, byIndex);
  for await (const rows of views)
    yield {
      rows: rows.length,
      apply: (table) => {
        for (const row of rows) take(table, row);
      },
    };
}

function take(table: ColumnTable, row: unknown[]): void {
  const [id, occurredAt, viewer, video, group, country, region, city, browser, ...others] = row as Text[];
  const [tag1, tag2, tag3, tag4, tag5, plink, screenWidth, url, variables, flags, deletedAt, ...numbers] = others;
  if (deletedAt !== null) {
    table.remove(String(id));
    return;
  }
  const [elapsed, watched, percentage, participation, correctness, interactions, last, furthest] =
    numbers.map(numberOf);
  table.put({
    id: String(id),
    occurredAt: Number(occurredAt),
    viewer: String(viewer),
    ...{ video: video ?? null, group: group ?? null },
    ...{ country: country ?? null, region: region ?? null, city: city ?? null },
    browser: browserFamily(browser ?? null),
    ...{ tag1: tag1 ?? null, tag2: tag2 ?? null, tag3: tag3 ?? null, tag4: tag4 ?? null, tag5: tag5 ?? null },
    plink: plink ?? null,
    screen: screenClass(screenWidth ?? null),
    ...utmOf(url ?? null),
    variables: variablesOf(variables ?? null),
    elapsed: flags?.includes(ORDER_FLAG) ? null : (elapsed ?? null),
    watched: watched ?? null,
    percentage: percentage ?? null,
    participation: participation ?? null,
    correctness: correctness ?? null,
    interactions: interactions ?? null,
    last_point: last ?? null,
    furthest_point: furthest ?? null,
  } satisfies ColumnRow);
}

type Text = string | null;

const numberOf = (value: Text) => (value === null ? null : Number(value));

/** "Chrome 101" and "Mobile Safari 15.4" without their versions. */
export function browserFamily(browser: string | null): string | null {
  if (browser === null) return null;
  return browser.replace(/\s+v?\d[\w.]*$/i, "").trim() || null;
}

/** By CSS pixels, as phones, tablets held upright and laptops commonly have them. */
export function screenClass(width: string | null): (typeof SCREENS)[number] | null {
  if (width === null || !/^\d{1,6}$/.test(width)) return null;
  const pixels = Number(width);
  if (pixels === 0) return null;
  return pixels < 768 ? "phone" : pixels < 1_024 ? "tablet" : pixels < 1_440 ? "laptop" : "desktop";
}

interface Utm {
  source: string | null;
  medium: string | null;
  campaign: string | null;
}

const NO_UTM: Utm = { source: null, medium: null, campaign: null };
const MAX_UTM_LENGTH = 200;

/** The UTM parameters of a view's url, which may be no valid URL at all. */
export function utmOf(url: string | null): Utm {
  const query = url?.includes("utm_") ? url.split("#", 1)[0]?.split("?").slice(1).join("?") : undefined;
  return query === undefined ? NO_UTM : utmIn(query);
}

/** Those of an address's query, without its question mark. */
export function utmIn(query: string): Utm {
  const parameters = new URLSearchParams(query);
  const value = (name: string) =>
    parameters.get(name)?.replaceAll("\0", "\uFFFD").trim().slice(0, MAX_UTM_LENGTH) || null;
  return { source: value("utm_source"), medium: value("utm_medium"), campaign: value("utm_campaign") };
}
