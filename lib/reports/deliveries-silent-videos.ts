import { db, Prisma } from "../db";
import { cached } from "./cached";
import { arrivals, type Quiet, quietOf } from "./deliveries-quiet";

const DAY_MS = 86_400_000;
/** Quiet for longer, a video is no longer news. */
const NEWS_MS = 45 * DAY_MS;
/** Fewer deliveries tell nothing of what is usual. */
const MIN_DELIVERIES = 5;
const GAPS = 200;
const VIDEOS_A_STEP = 500;
const MAX_CANDIDATES = 200;
const FRESH_MS = 60_000;

export interface SilentVideo extends Quiet {
  videoId: string;
  title: string | null;
}

/**
 * Videos that delivered before and have been quiet for longer than a day and five times their own usual gap, the latest to fall
 * silent first. Asked in small steps, at most once a minute.
 */
export function silentVideos(now: number): Promise<SilentVideo[]> {
  return cached("deliveries.silentVideos", FRESH_MS, () => findSilentVideos(now));
}

export async function findSilentVideos(now: number): Promise<SilentVideo[]> {
  const candidates: { videoId: string; title: string | null; lastAt: number }[] = [];
  for (let after = ""; ; ) {
    const rows = await db().read.video.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: VIDEOS_A_STEP,
      select: { id: true, title: true },
    });
    const latest = await lastArrivals(rows.map(({ id }) => id));
    for (const { id, title } of rows) {
      const lastAt = latest.get(id) ?? 0;
      if (lastAt > now - NEWS_MS && lastAt < now - DAY_MS) candidates.push({ videoId: id, title, lastAt });
    }
    const last = rows.at(-1);
    if (!last || rows.length < VIDEOS_A_STEP) break;
    after = last.id;
  }
  candidates.sort((a, b) => b.lastAt - a.lastAt);
  const silent: SilentVideo[] = [];
  for (const { videoId, title } of candidates.slice(0, MAX_CANDIDATES)) {
    const instants = await arrivals(Prisma.sql`video_id = ${videoId}`, GAPS);
    const quiet = instants.length < MIN_DELIVERIES ? null : quietOf(instants, now);
    if (quiet?.stopped) silent.push({ videoId, title, ...quiet });
  }
  return silent;
}

/**
 * When each of these videos delivered last: a look into the index for each. The videos come as values, since a cluster cannot
 * look beside a table of its own for each row of one that every node has.
 */
async function lastArrivals(ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const values = Prisma.join(ids.map((id) => Prisma.sql`(${id})`));
  const rows = await db().read.$queryRaw<{ id: string; last_at: bigint | null }[]>`
    WITH asked(id) AS (VALUES ${values})
    SELECT id, (SELECT MAX(d.received_at) FROM deliveries d WHERE d.video_id = asked.id) AS last_at FROM asked`;
  return new Map(rows.map(({ id, last_at }) => [id, Number(last_at ?? 0)]));
}
