import type { PageFilters } from "../query/filters";
import type { GroupAnswer, GroupQuery, Ranked } from "../query/query";
import type { ReportContext } from "./context";
import { figuresOf, type MetricName, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import type { Tag } from "./tags";
import { topQuery, valuesOf } from "./top-values";
import { videoTitles } from "./video-titles";

/** What the values of a tag are set against, and by which figure. */
export interface Crossing {
  dimension: "video" | "country";
  metric: MetricName;
}

export interface TagCross extends Crossing {
  rows: (string | null)[];
  columns: { value: string | null; label: string | null }[];
  /** By row and column; null: no view, or none that tells */
  cells: { value: number | null; views: number }[][];
}

type Queries = [rows: Ranked, columns: Ranked, cells: GroupQuery];

/** Asks for the `size` values with the most views against the videos or countries with the most. */
export function crossQueries(
  ctx: ReportContext,
  page: PageFilters,
  tag: Tag,
  { dimension, metric, size }: Crossing & { size: number },
): Queries {
  const selected = selectionOf(ctx, page);
  const [rows, columns] = [topQuery(selected, tag, size), topQuery(selected, dimension, size)];
  return [
    rows,
    columns,
    { kind: "groups", ...selected, by: [tag, dimension], metrics: sumsFor([metric]), among: [rows, columns] },
  ];
}

export async function crossOf(
  [top, across, { groups }]: [GroupAnswer, GroupAnswer, GroupAnswer],
  { dimension, metric }: Crossing,
): Promise<TagCross> {
  const [rows, columns] = [valuesOf(top), valuesOf(across)];
  const sums = new Map(groups.map((group) => [JSON.stringify(group.keys), group.sums]));
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
