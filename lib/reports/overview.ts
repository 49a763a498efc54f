import type { PageFilters, Range } from "../query/filters";
import { bucketLabels, periodsOf } from "../query/periods";
import type { Dimension, GroupQuery, Metric, RowQuery, Selection } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { type Distribution, distributionOf } from "./distribution";
import { type LatestView, latestViews } from "./latest-views";
import { type MetricCard, metricCards } from "./metric-cards";
import { type Ranking, rankingOf } from "./ranking";
import { METRICS, type MetricName, sumsFor } from "./rates";
import { fillGaps, type Series, seriesOf } from "./series";
import { videoTitles } from "./video-titles";

const RANKED = 8;
const LATEST = 10;

export interface Overview {
  /** The time shown: ISO instants, half-open; of all time, from the first view until now */
  span: { from: string; until: string };
  /** Whether a compared period is asked for and there is one */
  compared: boolean;
  /** In the order of METRICS */
  cards: MetricCard[];
  series: Series;
  videos: Ranking;
  countries: Ranking;
  browsers: Ranking;
  tags: Record<"tag1" | "tag2" | "tag3" | "tag4" | "tag5", Ranking>;
  watched: Distribution;
  participation: Distribution;
  correctness: Distribution;
  latest: LatestView[];
  /** What a page without views needs to know */
  facts: {
    /** Of any time, whatever the filters */
    viewsEver: number;
    /** Of any time under the filters, with the newest's ISO instant */
    anyTime: { views: number; latestAt: string | null };
  };
}

/** Everything that the overview page shows, asked as one batch so that its figures add up. */
export async function overview(ctx: ReportContext, page: PageFilters): Promise<Overview> {
  const zone = ctx.settings.reportingZone;
  const { current, previous, interval, includesToday } = periodsOf(page, ctx.now, zone);
  const filtered = { filters: page.filters, search: page.q, searchPeople: ctx.seesPeople };
  const selected: Selection = { ...filtered, ...current };
  const compared: Selection = { ...filtered, ...(previous ?? NOTHING) };

  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      all(selected, []),
      all(compared, []),
      all(selected, [interval]),
      groups(compared, [interval], ["viewers"]),
      ranked(selected, "video", VIDEO_METRICS),
      ranked(selected, "country", PLACE_METRICS),
      ranked(selected, "browser", PLACE_METRICS),
      ranked(selected, "tag1", TAG_METRICS),
      ranked(selected, "tag2", TAG_METRICS),
      ranked(selected, "tag3", TAG_METRICS),
      ranked(selected, "tag4", TAG_METRICS),
      ranked(selected, "tag5", TAG_METRICS),
      counted(selected, ["percentage"]),
      counted(selected, ["participation"]),
      counted(selected, ["correctness"]),
      { kind: "rows", ...selected, limit: LATEST, offset: 0 } satisfies RowQuery,
      groups({ ...filtered, ...ALWAYS }, [], ["span"]),
      counted({ filters: [], ...ALWAYS }, []),
    ]),
  );
  const [total, before, buckets, bucketsBefore, video, country, browser, tag1, tag2, tag3, tag4, tag5, ...rest] =
    answers;
  const [watched, participation, correctness, rows, anyTime, ever] = rest;

  const shown = spanned(current, total.total.firstAt, ctx.now);
  // Days to come are no days without views.
  const until = includesToday ? Math.min(shown.until, ctx.now.getTime() + 1) : shown.until;
  const labels = bucketLabels({ from: shown.from, until }, interval, zone);
  const previousLabels = previous ? bucketLabels(spanned(previous, before.total.firstAt, ctx.now), interval, zone) : [];
  const filled = fillGaps(labels, buckets);
  const [titles, latest] = await Promise.all([
    videoTitles(video.groups.map((group) => group.keys[0] ?? null)),
    latestViews(rows.ids, ctx.seesPeople),
  ]);

  return {
    span: { from: iso(shown.from), until: iso(shown.until) },
    compared: previous !== null,
    // A bucket that still grows would end every trend in a fall.
    cards: metricCards(total.total, previous && before.total, includesToday ? filled.slice(0, -1) : filled),
    series: seriesOf({
      interval,
      labels,
      buckets: filled,
      previousLabels,
      previousBuckets: fillGaps(previousLabels, bucketsBefore),
      lastIsPartial: includesToday,
    }),
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
    latest,
    facts: {
      viewsEver: ever.total.views,
      anyTime: {
        views: anyTime.total.views,
        latestAt: anyTime.total.lastAt === null ? null : iso(anyTime.total.lastAt),
      },
    },
  };
}

const ALWAYS: Range = { from: null, until: null };
/** An empty range: the batch keeps its shape where nothing is compared. */
const NOTHING: Range = { from: 0, until: 0 };

const VIDEO_METRICS: MetricName[] = ["views", "viewers", "average_watched", "participation", "correctness"];
const PLACE_METRICS: MetricName[] = ["views", "viewers"];
const TAG_METRICS: MetricName[] = ["views", "viewers", "average_watched", "correctness"];

const groups = (selection: Selection, by: Dimension[], metrics: readonly Metric[]): GroupQuery => ({
  kind: "groups",
  ...selection,
  by,
  metrics,
});
const all = (selection: Selection, by: Dimension[]) => groups(selection, by, [...sumsFor(METRICS), "span"]);
const counted = (selection: Selection, by: Dimension[]) => groups(selection, by, []);
const ranked = (selection: Selection, by: Dimension, metrics: readonly MetricName[]): GroupQuery => ({
  ...groups(selection, [by], sumsFor(metrics)),
  order: { by: "views", descending: true },
  limit: RANKED,
});

/** A range with ends: without a start it begins with the first view, without an end it lasts until now. */
function spanned({ from, until }: Range, firstAt: number | null, now: Date): { from: number; until: number } {
  const end = until ?? now.getTime() + 1;
  return { from: from ?? firstAt ?? end, until: end };
}

const iso = (ms: number) => new Date(ms).toISOString();
