import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { MetricName } from "@/lib/reports/rates";
import type { ViewerRow, ViewersTable as Viewers } from "@/lib/reports/viewers";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { type Column, DataTable } from "../tables/data-table";
import { metricColumns } from "../tables/metric-columns";
import { Card } from "../ui/card";
import { UNKNOWN_REASONS } from "../words";
import { IdentityChoice } from "./identity-choice";
import { TagChip } from "./tag-chip";
import { ViewerLink } from "./viewer-link";

interface Props {
  table: Viewers;
  /** Whether names and e-mails may be shown */
  seesPeople: boolean;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  tagLabels: Partial<Record<string, string>>;
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

const SHOWN = ["views", "average_watched", "participation", "correctness"] as const;

/** Everybody with views, a row each; a name leads to the person's own page under the same filters. */
export function ViewersTable({ table, seesPeople, definitions, tagLabels, page, links, formats }: Props) {
  const [views, ...rates] = metricColumns<ViewerRow>({
    metrics: SHOWN,
    rows: table.rows,
    figuresOf: (row) => row.figures,
    definitions: definitions.metrics,
    formats,
  });
  const columns: Column<ViewerRow>[] = [
    {
      name: "viewer_name",
      heading: "Viewer",
      sortable: seesPeople ? "ascending" : undefined,
      cell: ({ viewer, shown, email }) => (
        <ViewerLink viewer={viewer} name={shown} links={links}>
          {email !== null && email !== shown && (
            <span title={email} className="min-w-16 flex-1 truncate pl-1 text-muted max-md:hidden">
              {email}
            </span>
          )}
        </ViewerLink>
      ),
    },
    ...(views ? [views] : []),
    {
      name: "videos",
      heading: "Videos",
      sortable: "descending",
      numeric: true,
      className: "w-18",
      cell: ({ videos }) => formats.exact(videos),
    },
    ...rates,
    {
      name: "best_correctness",
      heading: "Best",
      definition: definitions.panels.bestCorrectness,
      sortable: "descending",
      numeric: true,
      className: "w-20",
      cell: ({ bestCorrectness }) => (
        <Figure kind="percent" value={bestCorrectness} reason={UNKNOWN_REASONS.correctness} formats={formats} />
      ),
    },
    {
      name: "tags",
      heading: "Tags",
      definition: definitions.panels.viewerTags,
      className: "w-52 pl-6",
      long: true,
      cell: ({ tags }) => (
        <span className="flex min-w-0 gap-1 overflow-hidden pl-4 phone:pl-0">
          {tags.map(({ tag, value }) => (
            <TagChip key={tag + value} {...{ tag, value, tagLabels, links }} />
          ))}
        </span>
      ),
    },
    {
      name: "last_seen",
      heading: "Last seen",
      sortable: "descending",
      numeric: true,
      className: "w-36",
      long: true,
      cell: ({ lastAt }) => (
        <time dateTime={lastAt} title={lastAt}>
          {formats.moment(lastAt)}
        </time>
      ),
    },
  ];
  return (
    <Card>
      <div className="flex min-h-12 flex-wrap items-center px-4 py-2">
        <IdentityChoice identities={table.identities} {...{ page, links, formats }} />
      </div>
      <DataTable
        caption="Viewers"
        noun="viewers"
        rowKey={({ viewer }) => viewer}
        usual={{ column: "last_seen", descending: true }}
        className="md:min-w-[70rem]"
        rows={table.rows}
        count={table.count}
        {...{ columns, page, links, formats }}
      />
    </Card>
  );
}
