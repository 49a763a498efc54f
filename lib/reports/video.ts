import { db } from "../db";
import type { PageFilters } from "../query/filters";
import type { Group, GroupQuery, Selection } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { type Course, courseOf, courseQueries } from "./course";
import { countsBy, type Distribution, distributionOf } from "./distribution";
import { type Ranking, ranked, rankingOf } from "./ranking";
import { type Figures, figuresOf, METRICS, type MetricName, sumsFor } from "./rates";
import { type OtherVideo, type ReachPoint, reachCurve, type Seconds, secondsOf } from "./reach";
import { selectionOf } from "./selection";
import { type Stops, stopsOf } from "./stops";
import { topQuery, valuesOf } from "./top-values";
import { latestViewersOf, type VideoViewer, videoViewers } from "./video-viewers";

/** What is known of a video beside its views. */
export interface VideoFacts {
  id: string;
  title: string | null;
  token: string | null;
  /** Seconds, from the sender's API */
  duration: number | null;
}

/** The video of that id, if it is known at all. */
export async function videoFacts(id: string): Promise<VideoFacts | null> {
  const row = await db().read.video.findUnique({ where: { id } });
  return row && { id, title: row.title, token: row.token, duration: row.durationSeconds };
}

export interface VideoReport extends Course {
  /** Seconds the video is taken to last; null: no view tells */
  length: number | null;
  reach: ReachPoint[];
  /** Views that tell how far they got, and those that do not */
  reached: { known: number; unknown: number };
  stops: Stops;
  watched: Distribution;
  participation: Distribution;
  correctness: Distribution;
  countries: Ranking;
  tags: Record<"tag1" | "tag2" | "tag3" | "tag4" | "tag5", Ranking>;
  /** A person's first view of the video beside later ones; null: there are none */
  attempts: { first: Figures | null; repeat: Figures | null };
  /** Those who watched last */
  viewers: VideoViewer[];
  viewerCount: number;
}

/** The address's filters for one video. */
export function pageOfVideo(page: PageFilters, id: string): PageFilters {
  const others = page.filters.filter(({ dimension }) => dimension !== "video");
  return { ...page, filters: [...others, { dimension: "video", include: [id], exclude: [] }] };
}

/** Everything that a video's page shows of its views. */
export async function video(ctx: ReportContext, asked: PageFilters, facts: VideoFacts): Promise<VideoReport> {
  const page = pageOfVideo(asked, facts.id);
  const selected = selectionOf(ctx, page);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      ...courseQueries(ctx, page),
      countsBy(selected, "furthest_point"),
      countsBy(selected, "last_point"),
      countsBy(selected, "percentage"),
      countsBy(selected, "participation"),
      countsBy(selected, "correctness"),
      ranked(selected, "country", RANKED_METRICS),
      ranked(selected, "tag1", RANKED_METRICS),
      ranked(selected, "tag2", RANKED_METRICS),
      ranked(selected, "tag3", RANKED_METRICS),
      ranked(selected, "tag4", RANKED_METRICS),
      ranked(selected, "tag5", RANKED_METRICS),
      { kind: "groups", ...selected, by: ["attempt"], metrics: sumsFor(METRICS) } satisfies GroupQuery,
      latestViewersOf(selected),
    ]),
  );
  const [total, before, buckets, bucketsBefore, furthest, last, watched, participation, correctness, ...rest] = answers;
  const [country, tag1, tag2, tag3, tag4, tag5, attempts, viewers] = rest;
  const reached = secondsOf(furthest.groups);
  const stopped = secondsOf(last.groups);
  const length = facts.duration ?? lastSecond(reached, stopped);
  const attempt = (name: string) => {
    const group = attempts.groups.find(({ keys }) => keys[0] === name);
    return group ? figuresOf(group.sums) : null;
  };
  return {
    ...courseOf(ctx, page, [total, before, buckets, bucketsBefore]),
    length,
    reach: length === null ? [] : await reach(ctx, asked, facts.id, reached, length),
    reached: { known: reached.known, unknown: reached.unknown },
    stops: stopsOf(stopped, length ?? 0, stepFor(length ?? 0, MOST_STRETCHES)),
    watched: distributionOf(watched),
    participation: distributionOf(participation),
    correctness: distributionOf(correctness),
    countries: rankingOf(country, RANKED_METRICS),
    tags: {
      tag1: rankingOf(tag1, RANKED_METRICS),
      tag2: rankingOf(tag2, RANKED_METRICS),
      tag3: rankingOf(tag3, RANKED_METRICS),
      tag4: rankingOf(tag4, RANKED_METRICS),
      tag5: rankingOf(tag5, RANKED_METRICS),
    },
    attempts: { first: attempt("first"), repeat: attempt("repeat") },
    viewers: await videoViewers(viewers, ctx.seesPeople),
    viewerCount: viewers.groupCount,
  };
}

const RANKED_METRICS: MetricName[] = ["views", "viewers", "average_watched", "correctness"];
const MOST_POINTS = 90;
const MOST_STRETCHES = 30;
/** Whose courses are compared with: those with the most views */
const COMPARED_VIDEOS = 200;
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600];

/** The smallest handy number of seconds that divides a length into at most so many stretches. */
export function stepFor(length: number, most: number): number {
  return STEPS.find((step) => length / step <= most) ?? Math.ceil(length / most);
}

function lastSecond(...seen: Seconds[]): number | null {
  const ends = seen.flatMap(({ points }) => points.at(-1)?.at ?? []);
  return ends.length === 0 ? null : Math.max(...ends);
}

async function reach(ctx: ReportContext, asked: PageFilters, id: string, own: Seconds, length: number) {
  const others = await otherVideos(ctx, selectionOf(ctx, pageOfOthers(asked, id)), stepFor(length, MOST_POINTS));
  return reachCurve(own, length, stepFor(length, MOST_POINTS), others);
}

function pageOfOthers(page: PageFilters, id: string): PageFilters {
  const others = page.filters.filter(({ dimension }) => dimension !== "video");
  return { ...page, filters: [...others, { dimension: "video", include: [], exclude: [id, null] }] };
}

/**
 * How far views got in the account's other videos, under the same filters. Asked after the rest, since the width of its steps
 * follows from the video's length, which may have to be told by its views.
 */
async function otherVideos(ctx: ReportContext, selection: Selection, step: number): Promise<OtherVideo[]> {
  const most = topQuery(selection, "video", COMPARED_VIDEOS);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      most,
      {
        kind: "groups",
        ...selection,
        by: ["video", "furthest_point"],
        metrics: [],
        step,
        among: [most],
      } satisfies GroupQuery,
    ]),
  );
  const [top, reached] = answers;
  const ids = valuesOf(top).filter((id) => id !== null);
  if (ids.length === 0) return [];
  const known = await db().read.video.findMany({
    where: { id: { in: ids } },
    select: { id: true, durationSeconds: true },
  });
  const durations = new Map(known.map(({ id, durationSeconds }) => [id, durationSeconds]));
  const byVideo = new Map<string, Group[]>(ids.map((id) => [id, []]));
  for (const group of reached.groups) byVideo.get(group.keys[0] ?? "")?.push(group);
  return [...byVideo].flatMap(([id, groups]) => {
    const furthest = secondsOf(groups, 1);
    const length = durations.get(id) ?? lastSecond(furthest);
    return length === null ? [] : [{ length, furthest }];
  });
}
