import type { PageFilters } from "../query/filters";
import { rangeText } from "../query/percent-range";
import { periodsOf } from "../query/periods";
import { type FilterDimension, type GroupAnswer, isDecile, type VariableDimension } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { distributionOf } from "./distribution";
import { valueNames } from "./named-filters";

/** Values shown at once; the search finds the others. */
const SHOWN = 50;
/** Values that a search looks through, those with the most views first. */
const SEARCHED = 5_000;

export interface Facets {
  values: { value: string | null; label: string | null; views: number }[];
  /** Values there are in all under the filters */
  count: number;
}

/** Variables that the views have often enough to be filtered by; none for a reader who may not see them. */
export async function variableDimensions(ctx: ReportContext): Promise<VariableDimension[]> {
  if (!ctx.seesPeople) return [];
  const { variables } = await ctx.store.status();
  return variables.map((key): VariableDimension => `var:${key}`);
}

/**
 * The values of a dimension with their views, under the page's period and its filters on other dimensions: what one
 * could choose next. `find` keeps those whose name contains it, whatever the case.
 */
export async function facets(
  ctx: ReportContext,
  page: PageFilters,
  dimension: FilterDimension,
  find: string,
): Promise<Facets> {
  const { current } = periodsOf(page, ctx.now, ctx.settings.reportingZone);
  const wanted = find.trim().toLowerCase();
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        by: [dimension],
        metrics: [],
        ...current,
        filters: page.filters.filter((filter) => filter.dimension !== dimension),
        search: page.q,
        searchPeople: ctx.seesPeople,
        order: { by: "views", descending: true },
        limit: wanted === "" ? SHOWN : SEARCHED,
      },
    ]),
  );
  const [answer] = answers;
  if (isDecile(dimension)) return percentFacets(answer);
  const { groups, groupCount } = answer;
  const found = groups.map(({ keys: [value = null], sums }) => ({ value, views: sums.views }));
  const names = await valueNames(
    dimension,
    found.map(({ value }) => value),
    ctx.seesPeople,
  );
  const named = found.map(({ value, views }) => ({
    value,
    views,
    label: value === null ? null : names ? (names.get(value) ?? null) : value,
  }));
  return {
    values: named.filter(({ label, value }) => (label ?? value ?? "").toLowerCase().includes(wanted)).slice(0, SHOWN),
    count: groupCount,
  };
}

/** Of a percentage: both halves, its tenths, and the views that do not tell. Eleven choices need no search. */
function percentFacets(answer: GroupAnswer): Facets {
  const { buckets, unknown } = distributionOf(answer);
  const between = (from: number, to: number) => ({
    value: rangeText({ from, to }),
    label: null,
    views: buckets
      .filter((bucket) => from <= bucket.from && bucket.to <= to)
      .reduce((sum, { views }) => sum + views, 0),
  });
  const values = [
    between(0, 49),
    between(50, 100),
    ...buckets.map(({ from, to }) => between(from, to)),
    { value: null, label: null, views: unknown },
  ].filter(({ views }) => views > 0);
  return { values, count: values.length };
}
