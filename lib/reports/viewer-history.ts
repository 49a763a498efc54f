import { db } from "../db";
import type { ReportContext } from "./context";
import { TAGS, type Tag } from "./tags";
import { type VideoLength, videoLengths } from "./video-lengths";
import { videoTitles } from "./video-titles";

/** A view as its viewer's page tells of it. Percentages as the sender gave them, instants as ISO, points in seconds. */
export interface HistoryView {
  id: string;
  at: string;
  video: string | null;
  title: string | null;
  /** null: nothing tells */
  length: VideoLength | null;
  percentage: number | null;
  lastPoint: number | null;
  furthestPoint: number | null;
  participation: number | null;
  correctness: number | null;
  /** Wall time; null: unknown or not believable */
  elapsed: number | null;
  city: string | null;
  region: string | null;
  country: string | null;
  browser: string | null;
  /** As the sender wrote them */
  screen: { width: string; height: string } | null;
  plink: string | null;
  tags: { tag: Tag; value: string }[];
  /** Each with its value as text; null: the reader may not see them */
  variables: { name: string; value: string }[] | null;
  /** null: unknown, or the reader may not see it */
  url: string | null;
}

const ORDER_FLAG = '"finished<started"';

/** The given views in the given order; those deleted meanwhile are left out. */
export async function viewerHistory(ctx: ReportContext, ids: string[]): Promise<HistoryView[]> {
  if (ids.length === 0) return [];
  const rows = await db().read.view.findMany({ where: { id: { in: ids }, deletedAt: null } });
  const videos = rows.map(({ video_id }) => video_id);
  const [titles, lengths] = await Promise.all([videoTitles(videos), videoLengths(ctx, videos)]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { video_id: video, screen_width: width, screen_height: height } = row;
    return {
      id,
      at: new Date(Number(row.occurredAt)).toISOString(),
      video,
      title: (video === null ? null : titles.get(video)) ?? row.video_title,
      length: (video === null ? null : lengths.get(video)) ?? null,
      percentage: row.percentage,
      lastPoint: row.last_point,
      furthestPoint: row.furthest_point,
      participation: row.participation,
      correctness: row.correctness,
      elapsed: row.flags?.includes(ORDER_FLAG) ? null : row.elapsed,
      city: row.city,
      region: row.region,
      country: row.country,
      browser: row.browser,
      screen: width && height ? { width, height } : null,
      plink: ctx.seesPeople ? row.plink_id : null,
      tags: TAGS.flatMap((tag) => (row[tag] ? [{ tag, value: row[tag] }] : [])),
      variables: ctx.seesPeople ? variablesOf(row.variables) : null,
      url: ctx.seesPeople ? row.url : null,
    };
  });
}

/** `json`: canonical text of an object. */
function variablesOf(json: string | null): { name: string; value: string }[] {
  if (json === null) return [];
  return Object.entries(JSON.parse(json) as Record<string, unknown>).map(([name, value]) => ({
    name,
    value: typeof value === "string" ? value : JSON.stringify(value),
  }));
}
