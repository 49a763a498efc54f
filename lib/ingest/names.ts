import { Prisma, type Tx } from "../db";
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

const VIEWER_NAMES = ["name", "email", "phone", "custom_id"] as const;
type ViewerName = (typeof VIEWER_NAMES)[number];

const later = (time: number, value: string, heldTime: number, held: string | null) =>
  time > heldTime || (time === heldTime && (held === null || value > held));

/** Brings the videos' and viewers' newest known names up to date with views just merged; writes only what changed. */
export async function refreshNames(tx: Tx, views: ViewState[], revision: number, hmacKey: string): Promise<void> {
  await refreshVideos(tx, views, revision);
  await refreshViewers(tx, views, revision, hmacKey);
}

async function refreshVideos(tx: Tx, views: ViewState[], revision: number): Promise<void> {
  const ids = [...new Set(views.flatMap((view) => view.fields.video_id ?? []))];
  if (ids.length === 0) return;
  const stored = await tx.$queryRaw<{ id: string; token: string | null; title: string | null; title_at: bigint }[]>`
    SELECT id, token, title, title_at FROM videos WHERE id IN (${Prisma.join(ids)})`;
  const rows = new Map<string, VideoRow>(stored.map((row) => [row.id, { ...row, titleAt: Number(row.title_at) }]));
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
  const values = [...changed].map(
    (row) => Prisma.sql`(${row.id}, ${row.token}, ${row.title}, ${Math.max(0, row.titleAt)}, ${revision})`,
  );
  for (let start = 0; start < values.length; start += 5_000)
    await tx.$executeRaw`INSERT INTO videos (id, token, title, title_at, revision) VALUES ${Prisma.join(values.slice(start, start + 5_000))}
      ON CONFLICT (id) DO UPDATE SET token = excluded.token, title = excluded.title, title_at = excluded.title_at, revision = excluded.revision`;
}

async function refreshViewers(tx: Tx, views: ViewState[], revision: number, hmacKey: string): Promise<void> {
  const named = views
    .map((view) => ({ view, key: viewerKey(view.id, view.fields, hmacKey) }))
    .filter(({ view }) => VIEWER_NAMES.some((name) => view.fields[`viewer_${name}`]));
  if (named.length === 0) return;
  const stored = await tx.$queryRaw<Record<string, string | null>[]>`
    SELECT key, name, email, phone, custom_id, field_times FROM viewers WHERE key IN (${Prisma.join([...new Set(named.map(({ key }) => key))])})`;
  const rows = new Map<string, ViewerRow>(
    stored.map((row) => [
      String(row.key),
      {
        key: String(row.key),
        values: {
          name: row.name ?? null,
          email: row.email ?? null,
          phone: row.phone ?? null,
          custom_id: row.custom_id ?? null,
        },
        times: JSON.parse(row.field_times ?? "{}"),
      },
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
  const values = [...changed].map(
    ({ key, values: v, times }) =>
      Prisma.sql`(${key}, ${v.name}, ${v.email}, ${v.phone}, ${v.custom_id}, ${canonicalJson(times)}, ${revision})`,
  );
  for (let start = 0; start < values.length; start += 4_000)
    await tx.$executeRaw`INSERT INTO viewers (key, name, email, phone, custom_id, field_times, revision) VALUES ${Prisma.join(values.slice(start, start + 4_000))}
      ON CONFLICT (key) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone,
      custom_id = excluded.custom_id, field_times = excluded.field_times, revision = excluded.revision`;
}
