import { TAG_SORTS, TAGS, type Tag, type TagRow, tagValues } from "../../reports/tags";
import { metricCells } from "../metric-cells";
import { wholeTable } from "../report";

interface Row extends TagRow {
  tag: Tag;
  /** What the administrator calls the tag; null: nothing */
  label: string | null;
}

/** The tags page's tables, one under the other: a row for each value of each tag. */
export const tagsExport = wholeTable<Row>({
  sorts: TAG_SORTS,
  async read(ctx, page) {
    const tables = await Promise.all(TAGS.map((tag) => tagValues(ctx, page, tag, { offset: 0 })));
    return TAGS.flatMap((tag, i) =>
      (tables[i]?.rows ?? []).map((row) => ({ ...row, tag, label: ctx.settings.tagLabels[tag] ?? null })),
    );
  },
  columns: {
    tag: ({ tag }) => tag,
    value: ({ value }) => value,
    label: ({ label }) => label,
    ...metricCells(({ figures }) => figures),
  },
});
