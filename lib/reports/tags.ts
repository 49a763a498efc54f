import type { PageFilters } from "../query/filters";
import type { FilterDimension, GroupAnswer, GroupQuery, OrderBy } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { changeOf, type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { comparedSelectionOf, selectionOf } from "./selection";
import { METRIC_ORDER, orderOf, type Table, type Window, windowOf } from "./table";
import { type Crossing, crossOf, crossQueries, type TagCross } from "./tag-cross";
import { type TagTrend, trendOf, trendQueries } from "./tag-trend";

export const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;
export type Tag = (typeof TAGS)[number];

export interface TagRow {
  /** null: views without the tag */
  value: string | null;
  figures: Figures;
  /** Views of the compared period and the change in percent; null: unknown, or nothing is compared */
  previous: { views: number; change: number | null } | null;
}

const ORDERS: Record<string, OrderBy> = { value: "key", ...METRIC_ORDER };
export const TAG_SORTS = Object.keys(ORDERS);

/** The values of a tag with every figure, views without one among them. */
export async function tagValues(
  ctx: ReportContext,
  page: PageFilters,
  tag: Tag,
  window: Window = windowOf(page),
): Promise<Table<TagRow>> {
  const { answers } = await ctx.store.run(batchOf(ctx, valueQueries(ctx, page, tag, window)));
  return valuesTable(ctx, page, answers);
}

function valueQueries(ctx: ReportContext, page: PageFilters, tag: Tag, window: Window): [GroupQuery, GroupQuery] {
  const selected = selectionOf(ctx, page);
  // Without a compared period an empty one, so that the batch keeps its shape.
  const compared = comparedSelectionOf(ctx, page) ?? { ...selected, from: 0, until: 0 };
  return [
    { kind: "groups", ...selected, by: [tag], metrics: sumsFor(METRICS), order: orderOf(page, ORDERS), ...window },
    { kind: "groups", ...compared, by: [tag], metrics: [] },
  ];
}

function valuesTable(
  ctx: ReportContext,
  page: PageFilters,
  [{ groups, groupCount, total }, before]: readonly [GroupAnswer, GroupAnswer],
): Table<TagRow> {
  const compared = comparedSelectionOf(ctx, page) !== null;
  const views = new Map(before.groups.map(({ keys, sums }) => [keys[0] ?? null, sums.views]));
  return {
    rows: groups.map(({ keys: [value = null], sums }) => {
      const was = views.get(value) ?? 0;
      return {
        value,
        figures: figuresOf(sums),
        previous: compared ? { views: was, change: changeOf("count", sums.views, was) } : null,
      };
    }),
    count: groupCount,
    total: figuresOf(total),
  };
}

/** How many values of each tag there are in the period: 0 = not in use. */
export async function tagsInUse(ctx: ReportContext, page: PageFilters): Promise<Record<Tag, number>> {
  return inUseOf((await ctx.store.run(batchOf(ctx, inUseQueries(ctx, page)))).answers);
}

function inUseQueries(ctx: ReportContext, page: PageFilters): GroupQuery[] {
  const selected = selectionOf(ctx, page);
  return TAGS.map((tag) => ({
    kind: "groups",
    ...selected,
    filters: [...selected.filters.filter(({ dimension }) => dimension !== tag), present(tag)],
    by: [tag],
    metrics: [],
    limit: 1,
  }));
}

const inUseOf = (answers: readonly GroupAnswer[]) =>
  Object.fromEntries(TAGS.map((tag, index) => [tag, answers[index]?.groupCount ?? 0])) as Record<Tag, number>;

const present = (dimension: FilterDimension) => ({ dimension, include: [], exclude: [null] });

export interface TagsReport {
  tag: Tag;
  /** Values of each tag in the period; 0 = not in use */
  inUse: Record<Tag, number>;
  table: Table<TagRow>;
  trend: TagTrend;
  cross: TagCross;
}

const LINES = 5;
const CROSSED = 8;

/** Everything that the page of tags shows, asked as one batch so that its figures add up. */
export async function tags(ctx: ReportContext, page: PageFilters, tag: Tag, crossing: Crossing): Promise<TagsReport> {
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      ...valueQueries(ctx, page, tag, windowOf(page)),
      ...trendQueries(ctx, page, tag, LINES),
      ...crossQueries(ctx, page, tag, { ...crossing, size: CROSSED }),
      ...inUseQueries(ctx, page),
    ]),
  );
  const [values, before, top, byTime, span, rows, columns, cells, ...counts] = answers;
  return {
    tag,
    inUse: inUseOf(counts),
    table: valuesTable(ctx, page, [values, before]),
    trend: trendOf(ctx, page, [top, byTime, span]),
    cross: await crossOf([rows, columns, cells], crossing),
  };
}
