import type { PageFilters } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import type { GroupQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { countsBy, type Distribution, distributionOf } from "./distribution";
import { spanned } from "./facts";
import { type Ranking, ranked, rankingOf } from "./ranking";
import { type Figures, figuresOf, type MetricName, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import { fillGaps } from "./series";
import { TAGS, type Tag } from "./tags";
import { videoTitles } from "./video-titles";

/** A video by how far it is watched and how well it is answered. */
export interface QuadrantVideo {
  video: string;
  title: string | null;
  views: number;
  /** Percent */
  watched: number;
  correctness: number;
}

export interface Engagement {
  total: Figures;
  watched: Distribution;
  participation: Distribution;
  correctness: Distribution;
  course: {
    /** YYYY-MM-DD, the Monday of a week, or YYYY-MM */
    labels: string[];
    /** The last bucket still grows */
    partial: boolean;
    /** Percent in each bucket; null: no view tells */
    participation: (number | null)[];
    correctness: (number | null)[];
  };
  /** Those that are watched and answered at all, among the most viewed */
  quadrant: QuadrantVideo[];
  /** Videos that are not in it, among the most viewed: nothing in them was graded, or no view tells how far it got */
  apart: number;
  tags: Record<Tag, Ranking>;
}

const QUADRANT_VIDEOS = 60;
const MEASURED: MetricName[] = ["average_watched", "participation", "correctness"];
const TAG_METRICS: MetricName[] = ["views", "participation", "correctness"];

/** Whether people take part and answer right: distributions, course, which videos and which tags. */
export async function engagement(ctx: ReportContext, page: PageFilters): Promise<Engagement> {
  const zone = ctx.settings.reportingZone;
  const { current, interval, includesToday } = periodsOf(page, ctx.now, zone);
  const selected = selectionOf(ctx, page);
  const measured = { kind: "groups", ...selected, metrics: sumsFor(MEASURED) } as const;
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      { ...measured, by: [], metrics: [...measured.metrics, "span"] } satisfies GroupQuery,
      { ...measured, by: [interval] } satisfies GroupQuery,
      countsBy(selected, "percentage"),
      countsBy(selected, "participation"),
      countsBy(selected, "correctness"),
      {
        ...measured,
        by: ["video"],
        order: { by: "views", descending: true },
        limit: QUADRANT_VIDEOS,
      } satisfies GroupQuery,
      ranked(selected, "tag1", TAG_METRICS),
      ranked(selected, "tag2", TAG_METRICS),
      ranked(selected, "tag3", TAG_METRICS),
      ranked(selected, "tag4", TAG_METRICS),
      ranked(selected, "tag5", TAG_METRICS),
    ]),
  );
  const [total, buckets, watched, participation, correctness, videos, ...tags] = answers;
  const { from, until } = spanned(current, total.total.firstAt, ctx.now);
  const labels = bucketLabels({ from, until: Math.min(until, ctx.now.getTime() + 1) }, interval, zone);
  const figures = fillGaps(labels, buckets).map((sums) => sums && figuresOf(sums));
  const named = videos.groups.filter(({ keys }) => keys[0] !== null);
  const titles = await videoTitles(named.map(({ keys }) => keys[0] ?? null));
  const quadrant = named.flatMap(({ keys: [video], sums }): QuadrantVideo[] => {
    const { average_watched: seen, correctness: right } = figuresOf(sums);
    if (!video || seen.value === null || right.value === null) return [];
    const title = titles.get(video) ?? null;
    return [{ video, title, views: sums.views, watched: seen.value, correctness: right.value }];
  });
  return {
    total: figuresOf(total.total),
    watched: distributionOf(watched),
    participation: distributionOf(participation),
    correctness: distributionOf(correctness),
    course: {
      labels,
      partial: includesToday,
      participation: figures.map((bucket) => bucket?.participation.value ?? null),
      correctness: figures.map((bucket) => bucket?.correctness.value ?? null),
    },
    quadrant,
    apart: named.length - quadrant.length,
    tags: Object.fromEntries(
      TAGS.map((tag, index) => [tag, rankingOf(tags[index] as (typeof tags)[number], TAG_METRICS)]),
    ) as Record<Tag, Ranking>,
  };
}
