import type { PageFilters } from "../query/filters";
import type { RowQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { type Course, courseOf, courseQueries } from "./course";
import { countsBy, type Distribution, distributionOf } from "./distribution";
import { type LatestView, latestViews } from "./latest-views";
import { type Moved, type MovedDimension, movedOf, movedQueries } from "./moved";
import { type Ranking, ranked, rankingOf } from "./ranking";
import type { MetricName } from "./rates";
import { type Rhythm, rhythmOf, rhythmQuery } from "./rhythm";
import { selectionOf } from "./selection";
import { videoTitles } from "./video-titles";

const LATEST = 10;

export interface Overview extends Course {
  videos: Ranking;
  countries: Ranking;
  browsers: Ranking;
  tags: Record<"tag1" | "tag2" | "tag3" | "tag4" | "tag5", Ranking>;
  watched: Distribution;
  participation: Distribution;
  correctness: Distribution;
  rhythm: Rhythm;
  latest: LatestView[];
  /** null: nothing is compared */
  moved: Record<MovedDimension, Moved> | null;
}

/** Everything that the overview page shows, asked as one batch so that its figures add up. */
export async function overview(ctx: ReportContext, page: PageFilters): Promise<Overview> {
  const selected = selectionOf(ctx, page);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      ...courseQueries(ctx, page),
      ranked(selected, "video", VIDEO_METRICS),
      ranked(selected, "country", PLACE_METRICS),
      ranked(selected, "browser", PLACE_METRICS),
      ranked(selected, "tag1", TAG_METRICS),
      ranked(selected, "tag2", TAG_METRICS),
      ranked(selected, "tag3", TAG_METRICS),
      ranked(selected, "tag4", TAG_METRICS),
      ranked(selected, "tag5", TAG_METRICS),
      countsBy(selected, "percentage"),
      countsBy(selected, "participation"),
      countsBy(selected, "correctness"),
      rhythmQuery(selected),
      { kind: "rows", ...selected, limit: LATEST, offset: 0 } satisfies RowQuery,
      ...movedQueries(ctx, page),
    ]),
  );
  const [total, before, buckets, bucketsBefore, video, country, browser, tag1, tag2, tag3, tag4, tag5, ...rest] =
    answers;
  const [watched, participation, correctness, weekdayHours, rows, ...moving] = rest;
  const [titles, latest, moved] = await Promise.all([
    videoTitles(video.groups.map((group) => group.keys[0] ?? null)),
    latestViews(rows.ids, ctx.seesPeople),
    movedOf(ctx, page, moving),
  ]);
  return {
    ...courseOf(ctx, page, [total, before, buckets, bucketsBefore]),
    videos: rankingOf(video, VIDEO_METRICS, titles),
    countries: rankingOf(country, PLACE_METRICS),
    browsers: rankingOf(browser, PLACE_METRICS),
    tags: {
      tag1: rankingOf(tag1, TAG_METRICS),
      tag2: rankingOf(tag2, TAG_METRICS),
      tag3: rankingOf(tag3, TAG_METRICS),
      tag4: rankingOf(tag4, TAG_METRICS),
      tag5: rankingOf(tag5, TAG_METRICS),
    },
    watched: distributionOf(watched),
    participation: distributionOf(participation),
    correctness: distributionOf(correctness),
    rhythm: rhythmOf(weekdayHours),
    latest,
    moved,
  };
}

const VIDEO_METRICS: MetricName[] = ["views", "viewers", "average_watched", "participation", "correctness"];
const PLACE_METRICS: MetricName[] = ["views", "viewers"];
const TAG_METRICS: MetricName[] = ["views", "viewers", "average_watched", "correctness"];
