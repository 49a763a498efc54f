import { compareKeys } from "../columns/key-order";
import { db } from "../db";
import type { PageFilters } from "../query/filters";
import type { GroupAnswer, GroupQuery, OrderBy, Ranked, Selection } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { type Figures, figuresOf, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import { orderOf, type Window, windowOf } from "./table";
import { TAGS, type Tag } from "./tags";
import { only } from "./top-values";

/** Rows of a file that are read at once */
const STRETCH = 10_000;
/** Values of tags that stand in a row */
const SHOWN_TAGS = 2;

export interface ViewerTag {
  tag: Tag;
  value: string;
  views: number;
}

export interface ViewerRow {
  viewer: string;
  /** Name, else e-mail, else custom id; null: none is known or the reader may not see it, as in the next two */
  shown: string | null;
  name: string | null;
  email: string | null;
  /** Of views, watched, participation and correctness */
  figures: Figures;
  videos: number;
  /** Percent; null: nothing was gradable */
  bestCorrectness: number | null;
  /** ISO instants of the first and last view in the period */
  firstAt: string;
  lastAt: string;
  /** The values with the most of the viewer's views, most first */
  tags: ViewerTag[];
}

export interface ViewersTable {
  rows: ViewerRow[];
  /** Viewers there are in all */
  count: number;
  /** Viewers under all filters but the one on identity */
  identities: { identified: number; anonymous: number };
}

/** What the table may be ordered by, under the names of the export. */
const ORDERS: Record<string, OrderBy> = {
  views: "views",
  videos: "videos",
  average_watched: "percentage",
  participation: "participation",
  correctness: "correctness",
  best_correctness: "best",
  first_seen: "first",
  last_seen: "last",
};

/** The order of names tells of names: it is for those who may see them. */
const ordersFor = ({ seesPeople }: Pick<ReportContext, "seesPeople">): Record<string, OrderBy> =>
  seesPeople ? { viewer_name: "name", ...ORDERS } : ORDERS;

export const viewerSorts = (ctx: Pick<ReportContext, "seesPeople">): string[] => Object.keys(ordersFor(ctx));

/**
 * All people, without their tags, for a file: in the page's order where one stretch holds them. More are read stretch by
 * stretch in the order of their keys, for whoever comes back meanwhile would change places in any other and be missed.
 */
export async function* allViewers(
  ctx: ReportContext,
  page: PageFilters,
  stretch = STRETCH,
): AsyncGenerator<ViewerRow[]> {
  const selection = selectionOf(ctx, page);
  const read = async (offset: number, order: GroupQuery["order"]) => {
    const { answers } = await ctx.store.run(batchOf(ctx, [ranked(selection, order, { offset, limit: stretch })]));
    return answers[0];
  };
  const first = await read(0, orderFor(ctx, page));
  if (first.groupCount <= stretch) {
    yield rowsWithoutTags(ctx, selection, keysOf(first.groups));
    return;
  }
  let last: string | null = null;
  for (let offset = 0; ; ) {
    const { groups, groupCount } = await read(offset, { by: "key", descending: false });
    const keys = keysOf(groups);
    const [earliest] = keys;
    // Somebody before it has gone: those after have moved up, one of them past where this stretch begins.
    if (last !== null && offset > 0 && (earliest === undefined || compareKeys(earliest, last) > 0)) {
      offset = Math.max(0, offset - stretch);
      continue;
    }
    // Those after a newcomer have moved on by one.
    const fresh: string[] = keys.filter((key) => last === null || compareKeys(key, last) > 0);
    yield rowsWithoutTags(ctx, selection, fresh);
    last = fresh.at(-1) ?? last;
    if (offset + stretch >= groupCount) return;
    // The last one again: where the next stretch does not begin with it, or before, somebody is missing.
    offset += Math.max(1, stretch - 1);
  }
}

const orderFor = (ctx: ReportContext, page: PageFilters) =>
  orderOf(page, ordersFor(ctx), { by: "last", descending: true });
const ranked = (selection: Selection, order: GroupQuery["order"], window: Window) =>
  ({ kind: "groups", ...selection, by: ["viewer"], metrics: [], order, ...window }) satisfies Ranked;
const keysOf = (groups: GroupAnswer["groups"]) => groups.flatMap(({ keys }) => keys[0] ?? []);

/**
 * The people with views in the period. Of all of them only what they are ordered by is summed up; the other figures, and the
 * tags, are of those shown: people are far more than a page shows.
 */
export async function viewers(
  ctx: ReportContext,
  page: PageFilters,
  window: Window = windowOf(page),
): Promise<ViewersTable> {
  const selection = selectionOf(ctx, page);
  const shown = ranked(selection, orderFor(ctx, page), window);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      shown,
      {
        kind: "groups",
        ...selection,
        filters: selection.filters.filter(({ dimension }) => dimension !== "identity"),
        by: ["identity"],
        metrics: ["viewers"],
      } satisfies GroupQuery,
      ...detailQueries({ ...selection, among: [shown] }, TAGS),
    ]),
  );
  const [{ groups, groupCount }, byIdentity, ...details] = answers;
  const counted = (identity: string) => byIdentity.groups.find(({ keys }) => keys[0] === identity)?.sums.viewers ?? 0;
  return {
    rows: await rowsOf(ctx, keysOf(groups), TAGS, details),
    count: groupCount,
    identities: { identified: counted("identified"), anonymous: counted("anonymous") },
  };
}

/** Asks for the figures of people, and for their values of each tag wanted. */
function detailQueries(whose: Selection & Pick<GroupQuery, "among">, wanted: readonly Tag[]): DetailQueries {
  return [
    {
      kind: "groups",
      ...whose,
      by: ["viewer"],
      metrics: [...sumsFor(["average_watched", "participation", "correctness"]), "videos", "best", "span"],
    },
    ...wanted.map((tag): GroupQuery => ({ kind: "groups", ...whose, by: ["viewer", tag], metrics: [] })),
  ];
}
type DetailQueries = [figures: GroupQuery, ...tags: GroupQuery[]];

/** The people of these keys without their tags; one whose views went away meanwhile is left out. */
async function rowsWithoutTags(ctx: ReportContext, selection: Selection, keys: string[]): Promise<ViewerRow[]> {
  if (keys.length === 0) return [];
  const { answers } = await ctx.store.run(batchOf(ctx, detailQueries(only(selection, "viewer", keys), [])));
  return rowsOf(ctx, keys, [], answers);
}

/** In the order of the keys; `details` answers detailQueries. */
async function rowsOf(
  ctx: ReportContext,
  keys: string[],
  wanted: readonly Tag[],
  [figures, ...tagged]: readonly [GroupAnswer, ...GroupAnswer[]],
): Promise<ViewerRow[]> {
  const names = ctx.seesPeople ? await namesOf(keys) : new Map<string, Names>();
  const { groups } = figures;
  const sums = new Map(groups.map((group) => [group.keys[0], group.sums]));
  const tags = tagsByViewer(wanted, tagged);
  return keys.flatMap((viewer) => {
    const found = sums.get(viewer);
    if (found === undefined) return [];
    const named = names.get(viewer);
    return {
      viewer,
      shown: named?.shown ?? null,
      name: named?.name ?? null,
      email: named?.email ?? null,
      figures: figuresOf(found),
      videos: found.videos,
      bestCorrectness: found.bestCorrectness,
      firstAt: iso(found.firstAt),
      lastAt: iso(found.lastAt),
      tags: (tags.get(viewer) ?? []).sort((a, b) => b.views - a.views).slice(0, SHOWN_TAGS),
    };
  });
}

/** `tagged`: an answer for each tag. */
function tagsByViewer(wanted: readonly Tag[], tagged: readonly GroupAnswer[]): Map<string, ViewerTag[]> {
  const found = new Map<string, ViewerTag[]>();
  for (const [i, { groups }] of tagged.entries())
    for (const {
      keys: [viewer = null, value = null],
      sums: { views },
    } of groups) {
      const tag = wanted[i];
      if (viewer === null || value === null || tag === undefined) continue;
      const own = found.get(viewer) ?? [];
      own.push({ tag, value, views });
      found.set(viewer, own);
    }
  return found;
}

interface Names {
  shown: string | null;
  name: string | null;
  email: string | null;
}

async function namesOf(keys: string[]): Promise<Map<string, Names>> {
  const rows = await db().read.viewer.findMany({
    where: { key: { in: keys } },
    select: { key: true, name: true, email: true, customId: true },
  });
  return new Map(
    rows.map(({ key, name, email, customId }) => [
      key,
      { shown: name || email || customId || null, name: name || null, email: email || null },
    ]),
  );
}

const iso = (ms: number | null) => new Date(ms ?? 0).toISOString();
