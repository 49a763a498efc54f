import { type Dimension, type GroupQuery, isCoded, type Metric } from "../query/query";
import { alike } from "./alike";
import { firstBitOf } from "./firsts";
import { isAllTheSame } from "./same";
import type { Scan } from "./select";
import { type Crowd, crowdOf } from "./selected";
import { isTenths } from "./tenths-panel";
import type { TableView } from "./view";

const DEAR: readonly Metric[] = ["viewers", "newViewers", "videos", "best"];
const PEOPLE: readonly Metric[] = ["viewers", "newViewers"];
const TIMES: readonly string[] = ["day", "week", "month"];

/** A selection of which people were numbered */
const NUMBERED: Told = { toldByFirsts: { all: false, new: false }, peopleCount: 0 };
/** In passes over the rows: what numbering people takes. */
const NUMBERING = 4;

interface Share {
  queries: GroupQuery[];
  cost: number;
}

/**
 * Deals queries to threads so that all take about as long; what is counted together stays together. The first share, the
 * store's own thread's, has those that other threads could not do, and what the total, of `metrics`, may come from.
 */
export function divide(
  view: TableView,
  scan: Scan,
  { queries, metrics }: { queries: readonly GroupQuery[]; metrics: readonly Metric[] },
  shares: number,
): GroupQuery[][] {
  const crowd = crowdOf(view, scan);
  const dealt = Array.from({ length: shares }, (): Share => ({ queries: [], cost: 0 }));
  const [own] = dealt as [Share];
  const isGiving = (query: GroupQuery) => isOfTime(query) && metrics.every((metric) => query.metrics.includes(metric));
  if (!queries.some(isGiving)) own.cost = passesOf([{ by: [], metrics }], crowd);
  const isWhole = (query: GroupQuery) => isAllTheSame(view, query);
  const isOwn = (query: GroupQuery) => isForOwn(view, query) || isGiving(query);
  const take = (share: Share, unit: readonly GroupQuery[], cost: number) => {
    share.queries.push(...unit);
    share.cost += cost;
  };
  const least = () => dealt.reduce((best, one) => (one.cost < best.cost ? one : best));
  const units = alike(queries.filter((query) => !isTenths(query)))
    // The answer to what has one group is the total, which is reckoned anyway.
    .map((unit) => ({ unit, cost: unit.some(isWhole) ? 0 : passesOf(unit, crowd) }))
    .sort((a, b) => b.cost - a.cost);
  for (const { unit, cost } of units) if (unit.some(isOwn)) take(own, unit, cost);
  for (const { unit, cost } of units) if (!unit.some(isOwn)) take(least(), unit, cost);
  for (const query of queries.filter(isTenths)) {
    const knowing = dealt.find((share) => share.queries.some(({ metrics: known }) => known.includes(query.by[0])));
    take(knowing ?? least(), [query], knowing ? 0 : 1);
  }
  return dealt.map((share) => share.queries);
}

/**
 * What another thread may begin with while people are numbered: queries that count none, as many as take about as long.
 * Tenths are not among them, for others may tell them for nothing.
 */
export function countingNobody(view: TableView, queries: readonly GroupQuery[]): GroupQuery[] {
  let left = NUMBERING;
  return queries.filter((query) => {
    if (isTenths(query) || isForOwn(view, query) || query.metrics.some((metric) => PEOPLE.includes(metric)))
      return false;
    left -= passesOf([query], NUMBERED);
    return left >= 0;
  });
}

/** Other threads know neither viewers' keys nor people's and videos' names nor totals. */
const isForOwn = (view: TableView, query: GroupQuery) =>
  query.by.includes("viewer") || query.order?.by === "name" || isAllTheSame(view, query);

const isOfTime = ({ by }: GroupQuery) => by.length === 1 && TIMES.includes(by[0] as string);

const hasFirsts = (dimension: Dimension | undefined) =>
  dimension === undefined || (isCoded(dimension) && firstBitOf(dimension) !== undefined);

type Asked = Pick<GroupQuery, "by" | "metrics"> & Partial<GroupQuery>;

type Told = Pick<Crowd, "toldByFirsts" | "peopleCount">;

/**
 * In passes over the rows of what is counted together. Where first views do not tell it, what is distinct counts as much as
 * three, and as six where memory for all viewers is far from the processor.
 */
function passesOf(unit: readonly Asked[], crowd: Told): number {
  const dimensions = new Set(unit.flatMap(({ by }) => by));
  const sums = new Set(unit.flatMap(({ metrics }) => metrics.filter((metric) => !DEAR.includes(metric))));
  return unit.reduce((all, query) => all + dearPassesOf(query, crowd), dimensions.size + sums.size);
}

function dearPassesOf({ by: [dimension, ...others], metrics }: Asked, crowd: Told): number {
  const { toldByFirsts: told, peopleCount } = crowd;
  const dear = peopleCount === null ? 6 : 3;
  const isTold = (metric: Metric) =>
    others.length === 0 &&
    ((metric === "viewers" && told.all && hasFirsts(dimension)) ||
      (metric === "newViewers" && told.new && (dimension === undefined || TIMES.includes(dimension))));
  return metrics
    .filter((metric) => DEAR.includes(metric))
    .reduce((all, metric) => all + (isTold(metric) ? 1 : dear), 0);
}
