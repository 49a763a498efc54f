import type { PageFilters } from "../query/filters";
import type { GroupQuery } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { figuresOf, type MetricName, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import type { Tag } from "./tags";
import { only, topValues } from "./top-values";
import { videoTitles } from "./video-titles";

export interface TagCross {
  dimension: "video" | "country";
  metric: MetricName;
  rows: (string | null)[];
  columns: { value: string | null; label: string | null }[];
  /** By row and column; null: no view, or none that tells */
  cells: { value: number | null; views: number }[][];
}

/** The values with the most views against the videos or countries with the most. */
export async function tagCross(
  ctx: ReportContext,
  page: PageFilters,
  tag: Tag,
  { dimension, metric, size }: { dimension: "video" | "country"; metric: MetricName; size: number },
): Promise<TagCross> {
  const selected = selectionOf(ctx, page);
  const rows = await topValues(ctx, selected, tag, size);
  const columns = await topValues(ctx, selected, dimension, size);
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      {
        kind: "groups",
        ...only(only(selected, tag, rows), dimension, columns),
        by: [tag, dimension],
        metrics: sumsFor([metric]),
      } satisfies GroupQuery,
    ]),
  );
  const sums = new Map(answers[0].groups.map((group) => [JSON.stringify(group.keys), group.sums]));
  const titles = dimension === "video" ? await videoTitles(columns) : null;
  return {
    dimension,
    metric,
    rows,
    columns: columns.map((value) => ({
      value,
      label: value === null ? null : titles ? (titles.get(value) ?? null) : value,
    })),
    cells: rows.map((row) =>
      columns.map((column) => {
        const found = sums.get(JSON.stringify([row, column]));
        return { value: found ? figuresOf(found)[metric].value : null, views: found?.views ?? 0 };
      }),
    ),
  };
}
