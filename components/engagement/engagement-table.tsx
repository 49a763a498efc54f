import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { MetricName } from "@/lib/reports/rates";
import type { Table } from "@/lib/reports/table";
import type { VideoRow } from "@/lib/reports/videos";
import { filesOf } from "../exports/files";
import { PanelMenu } from "../exports/panel-menu";
import { Cut } from "../format/cut";
import type { Formats } from "../format/formats";
import { type Column, DataTable } from "../tables/data-table";
import { metricColumns } from "../tables/metric-columns";
import { Card, CardHeader } from "../ui/card";
import { Link } from "../ui/link";
import { valueWord } from "../words";

interface Props {
  table: Table<VideoRow>;
  definitions: Record<MetricName, string>;
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

/** What is left out of a mean stands beside it, so that “nothing to grade” is never taken for 0. */
const APART = [
  { after: "participation", heading: "No interactions", definition: "Views of a video that had no interactions." },
  { after: "correctness", heading: "Nothing graded", definition: "Views in which nothing was gradable." },
] as const;

/** Every video by taking part and answering right. */
export function EngagementTable({ table, definitions, page, links, formats }: Props) {
  const metrics = metricColumns({
    metrics: ["views", "average_watched", "participation", "correctness"],
    rows: table.rows,
    figuresOf: (row) => row.figures,
    definitions,
    formats,
  });
  const columns: Column<VideoRow>[] = [
    {
      name: "video_title",
      heading: "Video",
      sortable: "ascending",
      cell: ({ video, title }) => (
        <Link
          href={
            video === null
              ? links.only("video", null)
              : links.elsewhere(`/videos/${encodeURIComponent(video)}`, { but: ["video"] })
          }
          prefetch={false}
          className={`flex min-w-0 group-hover/row:underline ${video === null ? "text-muted italic" : ""}`}
        >
          <Cut>{valueWord("video", video, title)}</Cut>
        </Link>
      ),
    },
    ...metrics.flatMap((column): Column<VideoRow>[] => {
      const apart = APART.find(({ after }) => after === column.name);
      if (!apart) return [column];
      return [
        column,
        {
          name: `${apart.after}_unknown`,
          heading: apart.heading,
          definition: apart.definition,
          numeric: true,
          className: "w-36",
          cell: ({ figures }) => <span className="text-muted">{formats.exact(figures[apart.after].unknown)}</span>,
        },
      ];
    }),
  ];
  return (
    <Card>
      <CardHeader
        title="By video"
        menu={<PanelMenu title="By video" files={filesOf(links, "videos", { ordered: true })} />}
      />
      <DataTable
        caption="Engagement by video"
        noun="videos"
        rowKey={({ video }) => video ?? ""}
        usual={{ column: "views", descending: true }}
        className="md:min-w-[60rem]"
        rows={table.rows}
        count={table.count}
        {...{ columns, page, links, formats }}
      />
    </Card>
  );
}
