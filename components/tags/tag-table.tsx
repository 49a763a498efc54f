import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { MetricName } from "@/lib/reports/rates";
import type { Table } from "@/lib/reports/table";
import type { Tag, TagRow } from "@/lib/reports/tags";
import { Cut } from "../format/cut";
import type { Formats } from "../format/formats";
import { METRICS } from "../format/metric-kinds";
import { ChangeWord } from "../overview/change";
import { type Column, DataTable } from "../tables/data-table";
import { metricColumns } from "../tables/metric-columns";
import { Card } from "../ui/card";
import { Link } from "../ui/link";
import { valueWord } from "../words";

interface Props {
  tag: Tag;
  /** What the tag is called */
  word: string;
  table: Table<TagRow>;
  compared: boolean;
  definitions: Record<MetricName, string>;
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

/** A tag's values side by side with every figure; a value filters by itself. */
export function TagTable({ tag, word, table, compared, definitions, page, links, formats }: Props) {
  const [views, ...others] = metricColumns({
    metrics: METRICS,
    rows: table.rows,
    figuresOf: (row) => row.figures,
    definitions,
    formats,
  });
  const change: Column<TagRow> = {
    name: "change",
    heading: "Change",
    definition: "Views beside those of the compared period, in percent.",
    numeric: true,
    className: "w-28",
    cell: ({ previous, figures }) =>
      previous && (
        <span title={`${formats.exact(figures.views.value ?? 0)} vs ${formats.exact(previous.views)}`}>
          {previous.change === null ? (
            <span className="text-faint">{previous.views === 0 ? "new" : ""}</span>
          ) : (
            <ChangeWord kind="count" change={previous.change} formats={formats} />
          )}
        </span>
      ),
  };
  const columns: Column<TagRow>[] = [
    {
      name: "value",
      heading: word,
      sortable: "ascending",
      cell: ({ value }) => (
        <Link
          href={links.only(tag, value)}
          scroll={false}
          prefetch={false}
          className={`-my-0.5 flex py-0.5 group-hover/row:underline ${value === null ? "text-muted italic" : ""}`}
        >
          <Cut>{valueWord(tag, value, value)}</Cut>
        </Link>
      ),
    },
    ...(views ? [views] : []),
    ...(compared ? [change] : []),
    ...others,
  ];
  return (
    <Card>
      <DataTable
        caption={`Values of ${word}`}
        noun="values"
        rowKey={({ value }) => JSON.stringify(value)}
        usual={{ column: "views", descending: true }}
        className="md:min-w-[70rem]"
        rows={table.rows}
        count={table.count}
        {...{ columns, page, links, formats }}
      />
    </Card>
  );
}
