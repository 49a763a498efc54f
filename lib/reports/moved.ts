import type { PageFilters } from "../query/filters";
import type { GroupAnswer, GroupQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { changeOf } from "./rates";
import { comparedSelectionOf, selectionOf } from "./selection";
import { TAGS } from "./tags";
import { only } from "./top-values";
import { videoTitles } from "./video-titles";

export const MOVED_DIMENSIONS = ["video", "country", ...TAGS] as const;
export type MovedDimension = (typeof MOVED_DIMENSIONS)[number];

export interface Mover {
  /** The value to filter by */
  value: string;
  /** What people call it; null where that is unknown */
  label: string | null;
  views: number;
  /** Views of the compared period */
  previous: number;
  /** In percent; null: there were none before */
  change: number | null;
}

/** Named values of a dimension whose views rose or fell the most, in views and not in percent, the largest change first. */
export interface Moved {
  up: Mover[];
  down: Mover[];
}

const SHOWN = 3;
/** With more values than these a second question finds the counts of those that only one period has among its first. */
const LOOKED_AT = 200;

/** Values with the most views of each dimension, now and in the compared period; none where nothing is compared. */
export function movedQueries(ctx: ReportContext, page: PageFilters): GroupQuery[] {
  const compared = comparedSelectionOf(ctx, page);
  if (compared === null) return [];
  const selected = selectionOf(ctx, page);
  return MOVED_DIMENSIONS.flatMap((dimension) =>
    [selected, compared].map((selection) => ({
      kind: "groups" as const,
      ...selection,
      by: [dimension],
      metrics: [],
      order: { by: "views" as const, descending: true },
      limit: LOOKED_AT,
    })),
  );
}

/**
 * Reads the answers to movedQueries; null where nothing was compared. A value outside the first LOOKED_AT of both periods
 * is left out: it cannot have changed by more views than the last of them has.
 */
export async function movedOf(
  ctx: ReportContext,
  page: PageFilters,
  answers: readonly GroupAnswer[],
): Promise<Record<MovedDimension, Moved> | null> {
  if (answers.length === 0) return null;
  const found = await Promise.all(
    MOVED_DIMENSIONS.map(async (dimension, i) => {
      const pair = [answers[2 * i], answers[2 * i + 1]] as [GroupAnswer, GroupAnswer];
      return [dimension, movedIn(await counted(ctx, page, dimension, pair))] as const;
    }),
  );
  const moved = Object.fromEntries(found) as Record<MovedDimension, Moved>;
  const videos = [...moved.video.up, ...moved.video.down];
  const titles = await videoTitles(videos.map(({ value }) => value));
  for (const mover of videos) mover.label = titles.get(mover.value) ?? null;
  return moved;
}

type Counts = Map<string | null, number>;
const countsOf = ({ groups }: GroupAnswer): Counts =>
  new Map(groups.map(({ keys, sums }) => [keys[0] ?? null, sums.views]));

/** The views of every value in either answer, now and before: where an answer was cut off, they are asked for by name. */
async function counted(
  ctx: ReportContext,
  page: PageFilters,
  dimension: MovedDimension,
  pair: [GroupAnswer, GroupAnswer],
): Promise<[now: Counts, before: Counts]> {
  const compared = comparedSelectionOf(ctx, page);
  if (compared === null || pair.every(({ groups, groupCount }) => groups.length === groupCount))
    return [countsOf(pair[0]), countsOf(pair[1])];
  const values = [...new Set(pair.flatMap(({ groups }) => groups.map(({ keys }) => keys[0] ?? null)))];
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      { kind: "groups", ...within(selectionOf(ctx, page)), by: [dimension], metrics: [] },
      { kind: "groups", ...within(compared), by: [dimension], metrics: [] },
    ]),
  );
  return [countsOf(answers[0]), countsOf(answers[1])];

  function within(selection: ReturnType<typeof selectionOf>) {
    return only(selection, dimension, values);
  }
}

function movedIn([now, before]: [now: Counts, before: Counts]): Moved {
  const values = new Set([...now.keys(), ...before.keys()]);
  const movers = [...values]
    .filter((value) => value !== null)
    .map((value): Mover => {
      const [views, previous] = [now.get(value) ?? 0, before.get(value) ?? 0];
      return { value, label: value, views, previous, change: changeOf("count", views, previous) };
    });
  const most = (sign: 1 | -1) =>
    movers
      .filter(({ views, previous }) => sign * (views - previous) > 0)
      .sort((a, b) => sign * (b.views - b.previous - (a.views - a.previous)) || (a.value < b.value ? -1 : 1))
      .slice(0, SHOWN);
  return { up: most(1), down: most(-1) };
}
