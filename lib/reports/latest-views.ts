import { db } from "../db";
import { viewerNames } from "./named-filters";
import { videoTitles } from "./video-titles";

export interface LatestView {
  id: string;
  /** ISO instant by which the view is counted */
  at: string;
  videoId: string | null;
  videoTitle: string | null;
  viewerKey: string;
  /** Name, else e-mail, else custom id; null: none is known or the reader may not see it */
  viewer: string | null;
  percentage: number | null;
  participation: number | null;
  correctness: number | null;
  city: string | null;
  region: string | null;
  country: string | null;
}

/** The given views in the given order; those deleted meanwhile are left out. Names only where `people` may be seen. */
export async function latestViews(ids: string[], people: boolean): Promise<LatestView[]> {
  if (ids.length === 0) return [];
  const rows = await db().read.view.findMany({
    where: { id: { in: ids }, deletedAt: null },
    select: {
      id: true,
      occurredAt: true,
      video_id: true,
      video_title: true,
      viewerKey: true,
      percentage: true,
      participation: true,
      correctness: true,
      city: true,
      region: true,
      country: true,
    },
  });
  const [titles, names] = await Promise.all([
    videoTitles(rows.map((row) => row.video_id)),
    people ? viewerNames(rows.map((row) => row.viewerKey)) : new Map<string, string>(),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { occurredAt, video_id, video_title, ...rest } = row;
    return {
      ...rest,
      at: new Date(Number(occurredAt)).toISOString(),
      videoId: video_id,
      videoTitle: (video_id === null ? null : titles.get(video_id)) ?? video_title,
      viewer: names.get(row.viewerKey) ?? null,
    };
  });
}
