import { db } from "../db";

/** Newest known titles by video id; a video that never had one is missing. */
export async function videoTitles(ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const rows = await db().read.video.findMany({ where: { id: { in: known } }, select: { id: true, title: true } });
  return new Map(rows.flatMap(({ id, title }) => (title === null ? [] : [[id, title]])));
}
