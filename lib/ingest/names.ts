import type { Connection, Target } from "../db";
import { allDone } from "../db/all-done";
import type { ViewRecord } from "../mindstamp/fields";
import { canonicalJson } from "../mindstamp/json";
import { isExcluded, type Rules } from "../privacy/rules";
import type { PrivacyState } from "../privacy/state";
import type { Ahead, Picks } from "./ahead";
import { viewerKey } from "./viewer-key";

interface Named {
  /** Revision of the last change that shows; 0 for a row to be made */
  revision: number;
  shows: boolean;
}

interface VideoRow extends Named {
  id: string;
  token: string | null;
  title: string | null;
  titleAt: number;
  duration: number | null;
}

/** What a source says of a video, and when that was true; null where it says nothing. */
export interface VideoSaid {
  id: string;
  token: string | null;
  title: string | null;
  /** Seconds; only the sender's API knows it */
  duration: number | null;
  at: number;
}

/** What a source says of a viewer, and when that was true. */
export interface ViewerSaid {
  key: string;
  values: Partial<Record<ViewerName, string | null>>;
  at: number;
}

interface ViewerRow extends Named {
  key: string;
  values: Record<ViewerName, string | null>;
  times: Partial<Record<ViewerName, number>>;
  excluded: boolean;
}

const upsert = (table: string, [key, ...rest]: [string, ...string[]]): Target => ({
  table,
  columns: [key, ...rest],
  updates: rest,
});
const VIDEOS = upsert("videos", ["id", "token", "title", "title_at", "duration_seconds", "revision"]);
const VIEWERS = upsert("viewers", [
  "key",
  "name",
  "email",
  "phone",
  "custom_id",
  "field_times",
  "excluded",
  "revision",
]);

const VIEWER_NAMES = ["name", "email", "phone", "custom_id"] as const;
type ViewerName = (typeof VIEWER_NAMES)[number];

const later = (time: number, value: string, heldTime: number, held: string | null) =>
  time > heldTime || (time === heldTime && (held === null || value > held));

/**
 * Keeps the videos' and viewers' newest known names: of each name, the greatest pair of updated_at and value among all
 * deliveries that say it of that video or viewer by themselves, overtaken ones included. Views as merged would not do: what
 * they look like in between depends on the order of arrival. Followers see a row again only when a name changed.
 */
export async function changedNames(
  from: Picks,
  records: ViewRecord[],
  revision: number,
  { hmacKey, rules }: PrivacyState,
): Promise<NameRows> {
  const said = saidBy(records, hmacKey);
  const [videos, viewers] = await allDone([
    changedVideos(from, said.videos, revision),
    changedViewers(from, said.viewers, revision, rules),
  ]);
  return { videos, viewers };
}

/** Asks for what `changedNames` will want, as far as it can be known; `hmacKey` may be out of date. */
export async function askNames(ahead: Ahead, records: ViewRecord[], hmacKey: string): Promise<void> {
  const { videos, viewers } = saidBy(records, hmacKey);
  await allDone([
    ahead.ask(
      VIDEOS,
      videos.map(({ id }) => id),
    ),
    ahead.ask(
      VIEWERS,
      viewers.map(({ key }) => key),
    ),
  ]);
}

function saidBy(records: ViewRecord[], hmacKey: string): { videos: VideoSaid[]; viewers: ViewerSaid[] } {
  const videos = records.flatMap(({ fields: { video_id: id, video_token, video_title, updated_at } }) =>
    id ? [{ id, token: video_token ?? null, title: video_title ?? null, duration: null, at: updated_at ?? 0 }] : [],
  );
  const viewers = records
    .filter(({ fields }) => VIEWER_NAMES.some((name) => fields[`viewer_${name}`]))
    .map(({ id, fields }) => ({
      key: viewerKey(id, fields, hmacKey),
      values: {
        name: fields.viewer_name,
        email: fields.viewer_email,
        phone: fields.viewer_phone,
        custom_id: fields.viewer_custom_id,
      },
      at: fields.updated_at ?? 0,
    }));
  return { videos, viewers };
}

/** Rows to be written, of videos and of viewers. */
export interface NameRows {
  videos: unknown[][];
  viewers: unknown[][];
}

/** All of it is sent before the first wait, so that what is sent next comes after it. */
export async function putNames(connection: Connection, { videos, viewers }: NameRows): Promise<void> {
  await allDone([connection.put(VIDEOS, videos), connection.put(VIEWERS, viewers)]);
}

/** Keeps what is said of videos, where it is news. */
export async function refreshVideos(connection: Connection, said: VideoSaid[], revision: number): Promise<void> {
  await connection.put(VIDEOS, await changedVideos(connection, said, revision));
}

/** Keeps what is said of viewers, where it is news. */
export async function refreshViewers(
  connection: Connection,
  said: ViewerSaid[],
  revision: number,
  rules: Rules,
): Promise<void> {
  await connection.put(VIEWERS, await changedViewers(connection, said, revision, rules));
}

/** Of durations the last one said stays: a video may be cut anew, and the API has no other time for that. */
async function changedVideos(from: Picks, said: VideoSaid[], revision: number): Promise<unknown[][]> {
  if (said.length === 0) return [];
  const stored = await from.pick(VIDEOS, [...new Set(said.map(({ id }) => id))]);
  const rows = new Map<string, VideoRow>(
    (stored as [string, string | null, string | null, number, number | null, number][]).map(
      ([id, token, title, titleAt, duration, at]) => [
        id,
        { id, token, title, titleAt, duration, revision: at, shows: false },
      ],
    ),
  );
  const changed = new Set<VideoRow>();
  for (const { id, token, title, duration, at } of said) {
    const row = rows.get(id) ?? { id, token: null, title: null, titleAt: 0, duration: null, revision: 0, shows: true };
    if (!rows.has(id)) changed.add(row);
    rows.set(id, row);
    // A token hardly ever changes, and its time is not kept: the greater one is as good as any, and the same in any order.
    if (token && (row.token === null || token > row.token)) {
      Object.assign(row, { token, shows: true });
      changed.add(row);
    }
    if (duration !== null && duration !== row.duration) {
      Object.assign(row, { duration, shows: true });
      changed.add(row);
    }
    if (title && later(at, title, row.titleAt, row.title)) {
      Object.assign(row, { title, titleAt: at, shows: row.shows || row.title !== title });
      changed.add(row);
    }
  }
  return Array.from(changed, (row) => [
    row.id,
    row.token,
    row.title,
    row.titleAt,
    row.duration,
    row.shows ? revision : row.revision,
  ]);
}

async function changedViewers(from: Picks, said: ViewerSaid[], revision: number, rules: Rules): Promise<unknown[][]> {
  if (said.length === 0) return [];
  const stored = await from.pick(VIEWERS, [...new Set(said.map(({ key }) => key))]);
  const rows = new Map<string, ViewerRow>(
    (stored as (string | null)[][]).map(
      ([key, name = null, email = null, phone = null, custom_id = null, times, excluded, at]) => [
        String(key),
        {
          key: String(key),
          values: { name, email, phone, custom_id },
          times: JSON.parse(times ?? "{}"),
          excluded: Boolean(excluded),
          revision: Number(at),
          shows: false,
        },
      ],
    ),
  );
  const changed = new Set<ViewerRow>();
  for (const { key, values, at } of said) {
    const row: ViewerRow = rows.get(key) ?? {
      key,
      values: { name: null, email: null, phone: null, custom_id: null },
      times: {},
      excluded: false,
      revision: 0,
      shows: true,
    };
    rows.set(key, row);
    for (const name of VIEWER_NAMES) {
      const value = values[name];
      if (!value || !later(at, value, row.times[name] ?? -1, row.values[name])) continue;
      if (row.values[name] !== value) row.shows = true;
      row.values[name] = value;
      row.times[name] = at;
      changed.add(row);
    }
  }
  for (const row of changed) {
    const excluded = isExcluded(rules, row.key, row.values.email);
    if (excluded !== row.excluded) Object.assign(row, { excluded, shows: true });
  }
  return Array.from(changed, ({ key, values: v, times, excluded, shows, revision: at }) => [
    key,
    v.name,
    v.email,
    v.phone,
    v.custom_id,
    canonicalJson(times),
    from.flag(excluded),
    shows ? revision : at,
  ]);
}
