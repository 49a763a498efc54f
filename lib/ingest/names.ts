import type { Connection, Target } from "../db";
import { canonicalJson } from "../mindstamp/json";
import type { ViewState } from "./merge";
import { viewerKey } from "./viewer-key";

interface VideoRow {
  id: string;
  token: string | null;
  title: string | null;
  titleAt: number;
}

interface ViewerRow {
  key: string;
  values: Record<ViewerName, string | null>;
  times: Partial<Record<ViewerName, number>>;
}

const upsert = (table: string, [key, ...rest]: [string, ...string[]]): Target => ({
  table,
  columns: [key, ...rest],
  updates: rest,
});
const VIDEOS = upsert("videos", ["id", "token", "title", "title_at", "revision"]);
const VIEWERS = upsert("viewers", ["key", "name", "email", "phone", "custom_id", "field_times", "revision"]);

const VIEWER_NAMES = ["name", "email", "phone", "custom_id"] as const;
type ViewerName = (typeof VIEWER_NAMES)[number];

const later = (time: number, value: string, heldTime: number, held: string | null) =>
  time > heldTime || (time === heldTime && (held === null || value > held));

/** Brings the videos' and viewers' newest known names up to date with views just merged; writes only what changed. */
export async function refreshNames(
  connection: Connection,
  views: ViewState[],
  revision: number,
  hmacKey: string,
): Promise<void> {
  await refreshVideos(connection, views, revision);
  await refreshViewers(connection, views, revision, hmacKey);
}

async function refreshVideos(connection: Connection, views: ViewState[], revision: number): Promise<void> {
  const ids = [...new Set(views.flatMap((view) => view.fields.video_id ?? []))];
  if (ids.length === 0) return;
  const stored = (await connection.pick(VIDEOS, ids)) as [string, string | null, string | null, number, number][];
  const rows = new Map<string, VideoRow>(
    stored.map(([id, token, title, titleAt]) => [id, { id, token, title, titleAt }]),
  );
  const changed = new Set<VideoRow>();
  for (const { fields } of views) {
    if (!fields.video_id) continue;
    let row = rows.get(fields.video_id);
    if (!row) {
      row = { id: fields.video_id, token: null, title: null, titleAt: -1 };
      rows.set(row.id, row);
      changed.add(row);
    }
    const at = fields.updated_at ?? 0;
    if (fields.video_token && row.token === null) {
      row.token = fields.video_token;
      changed.add(row);
    }
    if (fields.video_title && later(at, fields.video_title, row.titleAt, row.title)) {
      if (row.title !== fields.video_title) changed.add(row);
      row.title = fields.video_title;
      row.titleAt = at;
    }
  }
  if (changed.size === 0) return;
  await connection.put(
    VIDEOS,
    [...changed].map(({ id, token, title, titleAt }) => [id, token, title, Math.max(0, titleAt), revision]),
  );
}

async function refreshViewers(
  connection: Connection,
  views: ViewState[],
  revision: number,
  hmacKey: string,
): Promise<void> {
  const named = views
    .map((view) => ({ view, key: viewerKey(view.id, view.fields, hmacKey) }))
    .filter(({ view }) => VIEWER_NAMES.some((name) => view.fields[`viewer_${name}`]));
  if (named.length === 0) return;
  const stored = (await connection.pick(VIEWERS, [...new Set(named.map(({ key }) => key))])) as (string | null)[][];
  const rows = new Map<string, ViewerRow>(
    stored.map(([key, name = null, email = null, phone = null, custom_id = null, times]) => [
      String(key),
      { key: String(key), values: { name, email, phone, custom_id }, times: JSON.parse(times ?? "{}") },
    ]),
  );
  const changed = new Set<ViewerRow>();
  for (const { view, key } of named) {
    const row: ViewerRow = rows.get(key) ?? {
      key,
      values: { name: null, email: null, phone: null, custom_id: null },
      times: {},
    };
    rows.set(key, row);
    const at = view.fields.updated_at ?? 0;
    for (const name of VIEWER_NAMES) {
      const value = view.fields[`viewer_${name}`];
      if (!value || !later(at, value, row.times[name] ?? -1, row.values[name])) continue;
      if (row.values[name] !== value) changed.add(row);
      row.values[name] = value;
      row.times[name] = at;
    }
  }
  if (changed.size === 0) return;
  await connection.put(
    VIEWERS,
    [...changed].map(({ key, values: v, times }) => [
      key,
      v.name,
      v.email,
      v.phone,
      v.custom_id,
      canonicalJson(times),
      revision,
    ]),
  );
}
