import { isStoreNotReady } from "../columns/store";
import { db } from "../db";
import type { PageFilters } from "../query/filters";
import type { GroupAnswer, GroupQuery, RowQuery, Selection } from "../query/query";
import { batchOf } from "./batch";
import { caughtUp } from "./caught-up";
import type { ReportContext } from "./context";
import { type Identity, identityOf } from "./identity";
import { type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { ALWAYS, selectionOf } from "./selection";
import { windowOf } from "./table";
import { videoTitles } from "./video-titles";
import { type HistoryView, viewerHistory } from "./viewer-history";
import { type PersonView, personViews } from "./viewer-views";

/** Views of a person that are looked through for identities and scores, the newest first; nearly everybody has fewer. */
const MOST_READ = 1_000;
/** Videos in the table of progress; the page of videos has the others. */
const SHOWN_VIDEOS = 10;

export interface Progress {
  video: string | null;
  title: string | null;
  figures: Figures;
  bestWatched: number | null;
  /** Percent answered right in the first, the latest and the best view that had something to grade */
  scores: { first: number | null; latest: number | null; best: number | null };
  lastAt: string;
}

export interface ViewerReport {
  /** Whatever the period and the filters */
  ever: { views: number; firstAt: string; lastAt: string };
  /** null: the reader may not see it */
  identity: Identity | null;
  figures: Figures;
  videos: number;
  /** Of the period under the filters; null: there is no view */
  firstAt: string | null;
  lastAt: string | null;
  progress: Progress[];
  history: HistoryView[];
  /** How many of the newest views identity and scores come from, where that is not all */
  readOnly: number | null;
}

/** The key as the store has it: ids are case-folded, hashes are not. */
export const viewerKeyOf = (text: string): string => (/^(v-)?[\da-f-]{36}$/i.test(text) ? text.toLowerCase() : text);

/**
 * Whether there is any view of that viewer. A delivery is answered a moment before the store has it: who is not in it is
 * looked for once more when it has come as far as the database is. Null: the store still fills, nobody knows.
 */
export async function isViewer(ctx: ReportContext, key: string): Promise<boolean | null> {
  try {
    if (await hasViews(ctx, key)) return true;
    await caughtUp(ctx.store);
    return await hasViews(ctx, key);
  } catch (error) {
    if (isStoreNotReady(error)) return null;
    throw error;
  }
}

async function hasViews(ctx: ReportContext, key: string): Promise<boolean> {
  const { answers } = await ctx.store.run(batchOf(ctx, [{ ...whole(everOf(key)), metrics: [] }]));
  return answers[0].total.views > 0;
}

/** Name, else e-mail, else custom id; null: none is known or the reader may not see it. */
export async function viewerName(ctx: ReportContext, key: string): Promise<string | null> {
  if (!ctx.seesPeople) return null;
  const row = await db().read.viewer.findUnique({ where: { key } });
  return row && (row.name || row.email || row.customId || null);
}

/** The address's filters for one viewer. */
export function pageOfViewer(page: PageFilters, key: string): PageFilters {
  const others = page.filters.filter(({ dimension }) => dimension !== "viewer");
  return { ...page, filters: [...others, { dimension: "viewer", include: [key], exclude: [] }] };
}

/** Everything that a viewer's page shows. */
export async function viewer(ctx: ReportContext, asked: PageFilters, key: string): Promise<ViewerReport> {
  const selected = selectionOf(ctx, pageOfViewer(asked, key));
  const ever = everOf(key);
  const { offset, limit = asked.pageSize } = windowOf(asked);
  const rows = (selection: Selection, window: Pick<RowQuery, "offset" | "limit">) =>
    ({ kind: "rows", ...selection, ...window }) satisfies RowQuery;
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      { ...whole(ever), metrics: ["span"] },
      rows(ever, { offset: 0, limit: MOST_READ }),
      { ...whole(selected), metrics: [...sumsFor(METRICS), "videos", "span"] },
      rows(selected, { offset, limit }),
      rows(selected, { offset: 0, limit: MOST_READ }),
      {
        ...whole(selected),
        by: ["video"],
        metrics: [...sumsFor(METRICS), "best", "span"],
        order: { by: "last", descending: true },
        limit: SHOWN_VIDEOS,
      } satisfies GroupQuery,
    ]),
  );
  const [{ total: allTime }, everRows, { total }, shown, selectedRows, byVideo] = answers;
  const [views, history] = await Promise.all([
    personViews([...new Set([...everRows.ids, ...selectedRows.ids])]),
    viewerHistory(ctx, shown.ids),
  ]);
  const viewsOf = (ids: string[]) => ids.flatMap((id) => views.get(id) ?? []);
  return {
    ever: { views: allTime.views, firstAt: iso(allTime.firstAt) ?? "", lastAt: iso(allTime.lastAt) ?? "" },
    identity: ctx.seesPeople ? identityOf(viewsOf(everRows.ids)) : null,
    figures: figuresOf(total),
    videos: total.videos,
    firstAt: iso(total.firstAt),
    lastAt: iso(total.lastAt),
    progress: await progressOf(byVideo, viewsOf(selectedRows.ids)),
    history,
    readOnly: everRows.total > everRows.ids.length ? everRows.ids.length : null,
  };
}

const everOf = (key: string): Selection => ({
  ...ALWAYS,
  filters: [{ dimension: "viewer", include: [key], exclude: [] }],
});
const whole = (selection: Selection) => ({ kind: "groups" as const, ...selection, by: [] });

/** `views`: the selected ones, newest first. */
async function progressOf({ groups }: GroupAnswer, views: PersonView[]): Promise<Progress[]> {
  const titles = await videoTitles(groups.map(({ keys }) => keys[0] ?? null));
  return groups.map(({ keys: [video = null], sums }) => {
    const scores = views.filter((view) => view.video === video).flatMap(({ correctness }) => correctness ?? []);
    return {
      video,
      title: video === null ? null : (titles.get(video) ?? null),
      figures: figuresOf(sums),
      bestWatched: sums.bestPercentage,
      scores: { first: scores.at(-1) ?? null, latest: scores[0] ?? null, best: sums.bestCorrectness },
      lastAt: iso(sums.lastAt) ?? "",
    };
  });
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
