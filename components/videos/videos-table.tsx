import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { MetricName } from "@/lib/reports/rates";
import type { Table } from "@/lib/reports/table";
import type { VideoRow } from "@/lib/reports/videos";
import { Sparkline } from "../charts/sparkline";
import type { Formats } from "../format/formats";
import { TwoLines } from "../format/two-lines";
import { type Column, DataTable } from "../tables/data-table";
import { metricColumns } from "../tables/metric-columns";
import { Card } from "../ui/card";
import { Link } from "../ui/link";
import { valueWord } from "../words";

interface Props {
  table: Table<VideoRow>;
  /** Views in each whole bucket of the period, by video */
  trends: Map<string | null, number[]>;
  definitions: Record<MetricName, string>;
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

const SHOWN = [
  "views",
  "viewers",
  "time_on_video",
  "average_watched",
  "completion",
  "participation",
  "correctness",
] as const;

/** Every video with views, a row each; a title leads to the video's own page under the same filters. */
export function VideosTable({ table, trends, definitions, page, links, formats }: Props) {
  const columns: Column<VideoRow>[] = [
    {
      name: "video_title",
      heading: "Video",
      sortable: "ascending",
      cell: (row) => <Title row={row} links={links} />,
    },
    {
      name: "trend",
      heading: "Trend",
      className: "w-24",
      cell: (row) => <Sparkline trend={trends.get(row.video) ?? []} />,
    },
    ...metricColumns({ metrics: SHOWN, rows: table.rows, figuresOf: (row) => row.figures, definitions, formats }),
    {
      name: "last_seen",
      heading: "Last viewed",
      sortable: "descending",
      numeric: true,
      className: "w-36",
      long: true,
      cell: ({ lastAt }) =>
        lastAt && (
          <time dateTime={lastAt} title={lastAt}>
            {formats.moment(lastAt)}
          </time>
        ),
    },
  ];
  return (
    <Card>
      <DataTable
        caption="Videos"
        noun="videos"
        rowKey={({ video }) => video ?? ""}
        usual={{ column: "views", descending: true }}
        className="md:min-w-[72rem]"
        rows={table.rows}
        count={table.count}
        {...{ columns, page, links, formats }}
      />
    </Card>
  );
}

function Title({ row: { video, title }, links }: { row: VideoRow; links: PageLinks }) {
  const word = valueWord("video", video, title);
  if (video === null)
    return (
      <Link href={links.only("video", null)} prefetch={false} className="flex text-muted italic hover:underline">
        {word}
      </Link>
    );
  return (
    <Link
      href={links.elsewhere(`/videos/${encodeURIComponent(video)}`, { but: ["video"] })}
      prefetch={false}
      className="flex min-h-8 min-w-0 items-center group-hover/row:underline"
    >
      <TwoLines>{word}</TwoLines>
    </Link>
  );
}
