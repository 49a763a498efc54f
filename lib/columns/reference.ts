import type {
  Batch,
  Dimension,
  Group,
  GroupAnswer,
  GroupQuery,
  Query,
  RowAnswer,
  Selection,
  Sums,
} from "../query/query";
import type { ColumnRow } from "./row";

/** The same answers from plain objects, short enough to be obviously right. For tests only. */
export function answerNaively(views: ColumnRow[], names: Names, batch: Batch): (GroupAnswer | RowAnswer)[] {
  return batch.queries.map((query) =>
    answer(
      views.filter((view) => passes(view, query, names)),
      query,
      batch,
    ),
  );
}

export interface Names {
  titles: Map<string, string>;
  viewers: Map<string, { name: string | null; email: string | null }>;
}

function passes(view: ColumnRow, { from, until, filters, search, searchPeople }: Selection, names: Names): boolean {
  if (from !== null && view.occurredAt < from) return false;
  if (until !== null && view.occurredAt >= until) return false;
  for (const { dimension, include, exclude } of filters) {
    if (include.length > 0 && !include.includes(view[dimension])) return false;
    if (exclude.includes(view[dimension])) return false;
  }
  if (!search) return true;
  const viewer = searchPeople ? names.viewers.get(view.viewer) : undefined;
  const texts = [view.video === null ? null : names.titles.get(view.video), viewer?.name, viewer?.email];
  return texts.some((text) => text?.toLowerCase().includes(search.toLowerCase()));
}

function answer(views: ColumnRow[], query: Query, batch: Batch): GroupAnswer | RowAnswer {
  if (query.kind === "rows") {
    const newest = [...views].sort((a, b) => b.occurredAt - a.occurredAt || (a.id < b.id ? 1 : -1));
    return {
      kind: "rows",
      ids: newest.slice(query.offset, query.offset + query.limit).map(({ id }) => id),
      total: views.length,
    };
  }
  const byKeys = new Map<string, ColumnRow[]>();
  for (const view of views) {
    const keys = JSON.stringify(query.by.map((dimension) => keyOf(view, dimension, batch.zone)));
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
    };
  const groups = [...byKeys].map(([keys, own]): Group => ({ keys: JSON.parse(keys), sums: sumsOf(own, query, batch) }));
  groups.sort((a, b) => compare(a, b, query));
  const start = query.offset ?? 0;
  return {
    kind: "groups",
    groups: groups.slice(start, query.limit === undefined ? undefined : start + query.limit),
    groupCount: groups.length,
    total: sumsOf(views, query, batch),
  };
}

function keyOf(view: ColumnRow, dimension: Dimension, zone: string): string | null {
  switch (dimension) {
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
      return view[dimension];
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

function sumsOf(views: ColumnRow[], { metrics }: GroupQuery, batch: Batch): Sums {
  const known = (name: "elapsed" | "watched" | "percentage" | "participation" | "correctness" | "interactions") =>
    metrics.includes(name) ? views.flatMap((view) => view[name] ?? []) : [];
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const times = views.map((view) => view.occurredAt);
  return {
    views: views.length,
    viewers: metrics.includes("viewers") ? new Set(views.map((view) => view.viewer)).size : 0,
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
  };
}

function compare(a: Group, b: Group, { order }: GroupQuery): number {
  const difference = order ? a.sums[order.by] - b.sums[order.by] : 0;
  if (difference !== 0) return order?.descending ? -difference : difference;
  for (const [i, key] of a.keys.entries()) {
    const other = b.keys[i] ?? null;
    if (key === other) continue;
    if (key === null || other === null) return key === null ? 1 : -1;
    // UTF-32 order, byte for byte that of UTF-8.
    return Buffer.compare(Buffer.from(key), Buffer.from(other));
  }
  return 0;
}
