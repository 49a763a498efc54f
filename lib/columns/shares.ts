import { type Dimension, type GroupQuery, isCoded, type Metric } from "../query/query";
import { alike } from "./alike";
import { firstBitOf } from "./firsts";
import { isAllTheSame } from "./same";
import type { Scan } from "./select";
import { type Crowd, crowdOf } from "./selected";
import { isTenths } from "./tenths-panel";
import { NOT_ADDED_UP } from "./total";
import type { TableView } from "./view";

const PEOPLE: readonly Metric[] = ["viewers", "newViewers"];
const DEAR: readonly Metric[] = [...PEOPLE, "videos", "best"];
const TIMES: readonly string[] = ["day", "week", "month"];
/** In passes over the rows: what numbering people takes. */
const NUMBERING = 4;

interface Share {
  queries: GroupQuery[];
  cost: number;
}

export interface Shares {
  /** The store's own thread's */
  own: GroupQuery[];
  others: GroupQuery[][];
  /** Whether the first of the others should reckon the total */
  isTotalElsewhere: boolean;
}

/**
 * Deals queries to threads so that all take about as long; what is counted together stays together. The store's own has
 * those that other threads could not do, and what the total, of `metrics`, may come from; lists of people that only it can
 * do are so much that another reckons the total.
 */
export function divide(
  view: TableView,
  scan: Scan,
  { queries, metrics }: { queries: readonly GroupQuery[]; metrics: readonly Metric[] },
  shares: number,
): Shares {
  const crowd = crowdOf(view, scan);
  const dealt = Array.from({ length: shares }, (): Share => ({ queries: [], cost: 0 }));
  const [own, another] = dealt as [Share, Share | undefined];
  const feedsTotal = (query: GroupQuery) =>
    isOfTime(query) && metrics.every((metric) => NOT_ADDED_UP.includes(metric) || query.metrics.includes(metric));
  const isFed = queries.some(feedsTotal);
  const staying = queries.filter((query) => mustStay(view, query));
  const isTotalElsewhere =
    another !== undefined && metrics.length > 0 && !isFed && staying.length > 0 && staying.every(isList(view));
  const ofTotal = isFed ? metrics.filter((metric) => NOT_ADDED_UP.includes(metric)) : metrics;
  (isTotalElsewhere ? another : own).cost = passesOf([{ by: [], metrics: ofTotal }], crowd);

  const take = (share: Share, unit: readonly GroupQuery[], cost: number) => {
    share.queries.push(...unit);
    share.cost += cost;
  };
  const least = () => dealt.reduce((best, one) => (one.cost < best.cost ? one : best));
  const units = alike(queries.filter((query) => !isTenths(query)))
    .map((unit) => ({
      unit,
      cost: passesOf(unit, crowd),
      stays: unit.some((one) => mustStay(view, one) || feedsTotal(one)),
    }))
    .sort((a, b) => b.cost - a.cost);
  // The answer to what has one group is the total, which is reckoned anyway.
  for (const { unit, cost, stays } of units)
    if (stays) take(own, unit, unit.every((one) => isAllTheSame(view, one)) ? 0 : cost);
  for (const { unit, cost, stays } of units) if (!stays) take(least(), unit, cost);
  for (const query of queries.filter(isTenths)) {
    const counting = dealt.find((share) => share.queries.some((one) => countsValues(one, query.by[0])));
    take(counting ?? least(), [query], counting ? 0 : 1);
  }
  return { own: own.queries, others: dealt.slice(1).map((share) => share.queries), isTotalElsewhere };
}

/**
 * What another thread may begin with while people are numbered: queries that count none, as many as take about as long.
 * Tenths are not among them, for others may tell them for nothing.
 */
export function countingNobody(view: TableView, queries: readonly GroupQuery[]): GroupQuery[] {
  let left = NUMBERING;
  const units = alike(queries.filter((query) => !isTenths(query)));
  return units.flatMap((unit) => {
    const isForOthers = unit.every(
      (one) => !mustStay(view, one) && !one.metrics.some((metric) => PEOPLE.includes(metric)),
    );
    const cost = passesOf(unit, NUMBERED);
    if (!isForOthers || cost > left) return [];
    left -= cost;
    return unit;
  });
}

/** Other threads know neither viewers' keys nor people's and videos' names nor totals. */
const mustStay = (view: TableView, query: GroupQuery) =>
  query.by.includes("viewer") || query.order?.by === "name" || isAllTheSame(view, query);

const isList = (view: TableView) => (query: GroupQuery) => query.by.includes("viewer") && !isAllTheSame(view, query);
const isOfTime = ({ by }: GroupQuery) => by.length === 1 && TIMES.includes(by[0] as string);
const countsValues = ({ metrics }: GroupQuery, name: Metric) =>
  metrics.includes(name) || (name === "percentage" && metrics.includes("median"));

type Counting = Pick<GroupQuery, "by" | "metrics">;
type People = Pick<Crowd, "toldByFirsts" | "peopleCount">;
/** Of a selection in which they are numbered. */
const NUMBERED: People = { toldByFirsts: { all: false, new: false }, peopleCount: 0 };

/** In passes over the rows of what is counted together. */
function passesOf(unit: readonly Counting[], people: People): number {
  const dimensions = new Set(unit.flatMap(({ by }) => by));
  const sums = new Set(unit.flatMap(({ metrics }) => metrics.filter((metric) => !DEAR.includes(metric))));
  return unit.reduce((all, query) => all + dearPassesOf(query, people), dimensions.size + sums.size);
}

/**
 * What is distinct counts as much as three passes where first views do not tell it, and people as six where memory for all
 * of them is far from the processor.
 */
function dearPassesOf(
  { by: [dimension, ...others], metrics }: Counting,
  { toldByFirsts, peopleCount }: People,
): number {
  const byFirsts = (metric: Metric) =>
    others.length === 0 &&
    ((metric === "viewers" && toldByFirsts.all && hasFirsts(dimension)) ||
      (metric === "newViewers" && toldByFirsts.new && (dimension === undefined || TIMES.includes(dimension))));
  const passes = (metric: Metric) => {
    if (!DEAR.includes(metric)) return 0;
    if (byFirsts(metric)) return 1;
    if (metric === "viewers" && dimension === undefined && peopleCount !== null) return 0;
    return PEOPLE.includes(metric) && peopleCount === null ? 6 : 3;
  };
  return metrics.reduce((all, metric) => all + passes(metric), 0);
}

const hasFirsts = (dimension: Dimension | undefined) =>
  dimension === undefined || (isCoded(dimension) && firstBitOf(dimension) !== undefined);
