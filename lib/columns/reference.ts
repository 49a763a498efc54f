import type {
  Answer,
  Batch,
  CodedDimension,
  Dimension,
  FilterDimension,
  Group,
  GroupAnswer,
  GroupQuery,
  Metric,
  OrderBy,
  Query,
  Selection,
  Sums,
} from "../query/query";
import type { ColumnRow } from "./row";
import type { ViewerNames } from "./table";

/** A view, whether it is its viewer's first of that video, and whether people know the viewer. */
type View = ColumnRow & { attempt: string | null; identity: string };

/** The same answers from plain objects, short enough to be obviously right. For tests only. */
export function answerNaively(rows: ColumnRow[], names: Names, batch: Batch): Answer[] {
  const counted = rows.filter(({ viewer }) => !names.viewers.get(viewer)?.excluded);
  const views = withAttempts(counted).map((view) => ({
    ...view,
    identity: names.viewers.get(view.viewer)?.identified ? "identified" : "anonymous",
  }));
  const firstSeen = new Map<string, number>();
  for (const { viewer, occurredAt } of views)
    firstSeen.set(viewer, Math.min(occurredAt, firstSeen.get(viewer) ?? occurredAt));
  const told = { ...batch, firstSeen, names };
  const answered = (query: Query): Answer => {
    const among = query.kind === "groups" ? (query.among ?? []) : [];
    const allowed = among.map((nested) => ({
      dimension: nested.by[0],
      values: (answered(nested) as GroupAnswer).groups.map(({ keys: [value] }) => value),
    }));
    const isAmong = (view: View) =>
      allowed.every(({ dimension, values }) => values.some((value = null) => isOf(view, dimension, value)));
    return answer(
      views.filter((view) => passes(view, query, names) && isAmong(view)),
      query,
      told,
    );
  };
  return batch.queries.map(answered);
}

function withAttempts(rows: ColumnRow[]): Omit<View, "identity">[] {
  const seen = new Set<string>();
  const oldestFirst = [...rows].sort((a, b) => a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1));
  return oldestFirst.map((row) => {
    if (row.video === null) return { ...row, attempt: null };
    const pair = JSON.stringify([row.viewer, row.video]);
    const attempt = seen.has(pair) ? "repeat" : "first";
    seen.add(pair);
    return { ...row, attempt };
  });
}

export interface Names {
  titles: Map<string, string>;
  viewers: Map<string, ViewerNames>;
}

function passes(view: View, { from, until, filters, search, searchPeople }: Selection, names: Names): boolean {
  if (from !== null && view.occurredAt < from) return false;
  if (until !== null && view.occurredAt >= until) return false;
  for (const { dimension, include, exclude } of filters) {
    const has = (value: string | null) => isOf(view, dimension, value);
    if (include.length > 0 && !include.some(has)) return false;
    if (exclude.some(has)) return false;
  }
  if (!search) return true;
  const viewer = searchPeople ? names.viewers.get(view.viewer) : undefined;
  const texts = [view.video === null ? null : names.titles.get(view.video), viewer?.name, viewer?.email];
  return texts.some((text) => text?.toLowerCase().includes(search.toLowerCase()));
}

const isVariable = (dimension: string): dimension is `var:${string}` => dimension.startsWith("var:");

function isOf(view: View, dimension: FilterDimension, value: string | null): boolean {
  if (dimension !== "percentage" && dimension !== "participation" && dimension !== "correctness")
    return told(view, dimension) === value;
  const percent = view[dimension];
  if (percent === null || value === null) return percent === null && value === null;
  const [from = "", to = from] = value.split("-");
  return Number(from) <= percent && percent <= Number(to);
}

const told = (view: View, dimension: CodedDimension): string | null =>
  isVariable(dimension) ? (view.variables.get(dimension.slice(4)) ?? null) : view[dimension];

/** The batch, when each viewer was first seen, whatever the filters, and what people call things. */
type Known = Batch & { firstSeen: Map<string, number>; names: Names };

function answer(views: View[], query: Query, batch: Known): Answer {
  if (query.kind !== "groups") {
    const newest = [...views].sort((a, b) => b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1));
    if (query.kind === "ids")
      return {
        kind: "ids",
        ids: Uint8Array.from(Buffer.from(newest.map(({ id }) => id.replaceAll("-", "")).join(""), "hex")),
      };
    return {
      kind: "rows",
      ids: newest.slice(query.offset, query.offset + query.limit).map(({ id }) => id),
      total: views.length,
    };
  }
  const byKeys = new Map<string, View[]>();
  for (const view of views) {
    const keys = JSON.stringify(query.by.map((dimension) => keyOf(view, dimension, batch.zone, query.step)));
    const group = byKeys.get(keys);
    if (group) group.push(view);
    else byKeys.set(keys, [view]);
  }
  if (query.by.length === 0)
    return {
      kind: "groups",
      groups: [{ keys: [], sums: sumsOf(views, query, batch) }],
      groupCount: 1,
      total: sumsOf(views, query, batch),
      ...(query.rest && { rest: null }),
    };
  const groups = [...byKeys].map(
    ([keys, own]): Group => ({ keys: JSON.parse(keys), sums: sumsOf(own, query, batch, JSON.parse(keys)) }),
  );
  groups.sort(ordering(groups, query, batch.names));
  const start = query.offset ?? 0;
  const end = query.limit === undefined ? groups.length : start + query.limit;
  return {
    kind: "groups",
    groups: groups.slice(start, end),
    groupCount: groups.length,
    total: sumsOf(views, query, batch),
    ...(query.rest && { rest: restOf(groups.slice(end), byKeys, query, batch) }),
  };
}

/** As one group, but for what has no meaning there. */
function restOf(groups: Group[], byKeys: Map<string, View[]>, query: GroupQuery, batch: Known): Sums | null {
  if (groups.length === 0) return null;
  const views = groups.flatMap(({ keys }) => byKeys.get(JSON.stringify(keys)) ?? []);
  const all = sumsOf(views, query, batch);
  return { ...all, newViewers: 0, percentageMedian: null, firstAt: null, lastAt: null };
}

function keyOf(view: View, dimension: Dimension, zone: string, step = 1): string | null {
  switch (dimension) {
    case "last_point":
    case "furthest_point": {
      const value = view[dimension];
      return value === null ? null : String(Math.floor(value / step) * step);
    }
    case "percentage":
    case "participation":
    case "correctness": {
      const value = view[dimension];
      return value === null ? null : String(Math.min(9, Math.floor(value / 10)));
    }
    case "day":
    case "week":
    case "month":
    case "hour":
    case "weekday":
      return timeKey(new Date(view.occurredAt), dimension, zone);
    default:
      return told(view, dimension);
  }
}

const clocks = new Map<string, { date: Intl.DateTimeFormat; hour: Intl.DateTimeFormat }>();
/** Making a format takes far longer than using it. */
function clockOf(timeZone: string) {
  const clock = clocks.get(timeZone) ?? {
    date: new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }),
    hour: new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", hourCycle: "h23" }),
  };
  clocks.set(timeZone, clock);
  return clock;
}

function timeKey(at: Date, dimension: "day" | "week" | "month" | "hour" | "weekday", zone: string): string {
  const { date: dates, hour: hours } = clockOf(zone);
  const date = dates.format(at);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  if (dimension === "day") return date;
  if (dimension === "month") return date.slice(0, 7);
  if (dimension === "weekday") return String(weekday);
  if (dimension === "week")
    return new Date(Date.parse(`${date}T00:00:00Z`) - (weekday - 1) * 86_400_000).toISOString().slice(0, 10);
  return String(Number(hours.format(at)));
}

/** A viewer is new in a group when the first view ever lies in the query's time and in the group's calendar bucket. */
function newViewers(views: View[], query: GroupQuery, { firstSeen, zone }: Known, keys: (string | null)[]): number {
  const isNew = (viewer: string) => {
    const first = firstSeen.get(viewer) as number;
    if (query.from !== null && first < query.from) return false;
    if (query.until !== null && first >= query.until) return false;
    return query.by.every((dimension, i) =>
      dimension === "day" || dimension === "week" || dimension === "month"
        ? keys.length === 0 || timeKey(new Date(first), dimension, zone) === keys[i]
        : true,
    );
  };
  return new Set(views.map((view) => view.viewer).filter(isNew)).size;
}

function medianOf(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) return null;
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] as number)) / 2;
}

const NEEDED = {
  ...{
    key: null,
    name: null,
    views: null,
    viewers: "viewers",
    newViewers: "newViewers",
    videos: "videos",
    best: "best",
  },
  ...{ elapsed: "elapsed", watched: "watched", interactions: "interactions", first: "span", last: "span" },
  ...{ percentage: "percentage", completed: "percentage", median: "median" },
  ...{ participation: "participation", correctness: "correctness" },
} as const satisfies Record<OrderBy, Metric | null>;

function sumsOf(views: View[], query: GroupQuery, batch: Known, keys: (string | null)[] = []): Sums {
  const metrics = [...query.metrics, query.order && NEEDED[query.order.by]];
  const best = (name: "percentage" | "participation" | "correctness") =>
    metrics.includes("best")
      ? views.reduce(
          (most: number | null, view) => (view[name] === null ? most : Math.max(view[name], most ?? 0)),
          null,
        )
      : null;
  const known = (name: "elapsed" | "watched" | "percentage" | "participation" | "correctness" | "interactions") =>
    metrics.includes(name) ? views.flatMap((view) => view[name] ?? []) : [];
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const times = views.map((view) => view.occurredAt);
  return {
    views: views.length,
    viewers: metrics.includes("viewers") ? new Set(views.map((view) => view.viewer)).size : 0,
    newViewers: metrics.includes("newViewers") ? newViewers(views, query, batch, keys) : 0,
    percentageMedian: metrics.includes("median") ? medianOf(views.flatMap((view) => view.percentage ?? [])) : null,
    elapsedSum: sum(known("elapsed")),
    elapsedKnown: known("elapsed").length,
    watchedSum: sum(known("watched")),
    watchedKnown: known("watched").length,
    percentageSum: sum(known("percentage")),
    percentageKnown: known("percentage").length,
    completed: known("percentage").filter((value) => value >= batch.completionThreshold).length,
    participationSum: sum(known("participation")),
    participationKnown: known("participation").length,
    correctnessSum: sum(known("correctness")),
    correctnessKnown: known("correctness").length,
    interactionSum: sum(known("interactions")),
    interactionKnown: known("interactions").length,
    firstAt:
      views.length === 0 || !metrics.includes("span") ? null : times.reduce((first, time) => Math.min(first, time)),
    lastAt: views.length === 0 || !metrics.includes("span") ? null : times.reduce((last, time) => Math.max(last, time)),
    videos: metrics.includes("videos") ? new Set(views.flatMap((view) => view.video ?? [])).size : 0,
    bestPercentage: best("percentage"),
    bestParticipation: best("participation"),
    bestCorrectness: best("correctness"),
  };
}

/** What a group is ranked by; null = unknown. */
function rankOf({ keys, sums }: Group, { by, order }: GroupQuery, names: Names): number | string | null {
  if (order === undefined) return null;
  const per = (sum: number, known: number) => (known === 0 ? null : sum / known);
  const [key = null] = keys;
  const viewer = names.viewers.get(key ?? "");
  switch (order.by) {
    case "key":
      return null;
    case "name":
      if (by[0] === "video") return names.titles.get(key ?? "") ?? null;
      return by[0] === "viewer" ? (viewer?.name ?? viewer?.email ?? null) : key;
    case "elapsed":
      return sums.elapsedKnown === 0 ? null : sums.elapsedSum;
    case "watched":
      return sums.watchedKnown === 0 ? null : sums.watchedSum;
    case "percentage":
      return per(sums.percentageSum, sums.percentageKnown);
    case "completed":
      return per(sums.completed, sums.percentageKnown);
    case "participation":
      return per(sums.participationSum, sums.participationKnown);
    case "correctness":
      return per(sums.correctnessSum, sums.correctnessKnown);
    case "interactions":
      return per(sums.interactionSum, sums.interactionKnown);
    case "median":
      return sums.percentageMedian;
    case "best":
      return sums.bestCorrectness;
    case "first":
      return sums.firstAt;
    case "last":
      return sums.lastAt;
    default:
      return sums[order.by];
  }
}

/** By rank, then by key, what is unknown last in either direction. */
function ordering(groups: Group[], query: GroupQuery, names: Names): (a: Group, b: Group) => number {
  const sign = query.order?.descending ? -1 : 1;
  const signs = [sign, ...query.by.map(() => (query.order?.by === "key" ? sign : 1))];
  const ranked = new Map(groups.map((group) => [group, [rankOf(group, query, names), ...group.keys].map(comparable)]));
  return (a, b) => {
    for (const [i, value] of (ranked.get(a) ?? []).entries()) {
      const other = ranked.get(b)?.[i] ?? null;
      if (value === other) continue;
      if (value === null || other === null) return value === null ? 1 : -1;
      return (value < other ? -1 : 1) * (signs[i] as number);
    }
    return 0;
  };
}

/** The order of code points is that of the bytes of UTF-8, one character each. */
const comparable = (value: number | string | null) =>
  typeof value === "string" ? Buffer.from(value).toString("latin1") : value;
