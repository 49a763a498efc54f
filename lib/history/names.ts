import { db } from "../db";
import { allDone } from "../db/all-done";
import { refreshVideos, refreshViewers, type VideoSaid, type ViewerSaid } from "../ingest/names";
import { parseInstant } from "../mindstamp/instant";
import { personIdentifiers } from "../privacy/identifiers";
import { graveOf, type PrivacyState, privacyState } from "../privacy/state";

const CHUNK = 1_000;
const MAX_SECONDS = 2_147_483_647;

/** Stores what the API knows of videos: durations, titles and tokens. Returns how many it knows. */
export async function storeVideos(texts: string[]): Promise<number> {
  const videos = objectsIn(texts).flatMap((video): VideoSaid[] => {
    const id = text(video.id)?.toLowerCase();
    if (!id) return [];
    return [
      { id, token: text(video.token), title: text(video.title), duration: seconds(video.duration), at: at(video) },
    ];
  });
  for (let start = 0; start < videos.length; start += CHUNK)
    await db().commitRows(async (rows, taken) => refreshVideos(rows, videos.slice(start, start + CHUNK), await taken));
  return videos.length;
}

/**
 * Stores the names the API knows of viewers of whom there are views: nobody else's, so that neither strangers nor people who
 * were erased come in by this door.
 */
export async function storeViewers(texts: string[]): Promise<number> {
  const known = new Map<string, ViewerSaid>();
  for (const viewer of objectsIn(texts)) {
    const key = text(viewer.id)?.toLowerCase();
    const values = {
      name: text(viewer.name),
      email: text(viewer.email),
      phone: text(viewer.phone),
      custom_id: text(viewer.custom_id),
    };
    if (key) known.set(key, { key, values, at: at(viewer) });
  }
  const viewers = await thoseWithViews(known);
  for (let start = 0; start < viewers.length; start += CHUNK)
    await db().commitRows(async (rows, taken) => {
      const [revision, privacy] = await allDone([taken, privacyState(rows)]);
      const some = viewers.slice(start, start + CHUNK).filter((viewer) => !isErased(viewer, privacy));
      await refreshViewers(rows, some, revision, privacy.rules);
    });
  return viewers.length;
}

function isErased({ key, values }: ViewerSaid, privacy: PrivacyState): boolean {
  const { email, custom_id } = values;
  const told = personIdentifiers({ viewer_id: key, viewer_email: email, viewer_custom_id: custom_id });
  return graveOf(privacy, told) !== null;
}

async function thoseWithViews(known: Map<string, ViewerSaid>): Promise<ViewerSaid[]> {
  if (known.size === 0) return [];
  const found: ViewerSaid[] = [];
  const connection = await db().dialect.connect(db().url);
  try {
    const keys = "SELECT DISTINCT viewer_key FROM views WHERE viewer_id IS NOT NULL AND deleted_at IS NULL";
    for await (const rows of connection.stream(keys, [], 5_000))
      for (const [key] of rows) {
        const said = known.get(String(key));
        if (said) found.push(said);
      }
  } finally {
    await connection.close();
  }
  return found;
}

function objectsIn(texts: string[]): Record<string, unknown>[] {
  return texts.flatMap((one) => {
    try {
      const value: unknown = JSON.parse(one);
      return typeof value === "object" && value !== null ? [value as Record<string, unknown>] : [];
    } catch {
      // Names are a help, not the record: one that is broken is left out.
      return [];
    }
  });
}

const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.replace(/[\0\p{Cs}]/gu, "\uFFFD").trim() : null;

function seconds(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number !== "number" || !(number > 0) || number > MAX_SECONDS) return null;
  return Math.round(number);
}

const at = (record: Record<string, unknown>): number =>
  typeof record.updated_at === "string" ? (parseInstant(record.updated_at) ?? 0) : 0;
