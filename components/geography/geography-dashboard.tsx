import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { Geography, Level } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import { ChartImageItems } from "../charts/chart-image-items";
import { filesOf } from "../exports/files";
import { PanelMenu } from "../exports/panel-menu";
import type { Formats } from "../format/formats";
import { divided, WorldMap } from "../map/world-map";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { SegmentedLinks } from "../ui/segmented";
import { METRIC_WORDS } from "../words";
import { PlacesTable } from "./places-table";

interface Props {
  report: Geography;
  level: Level;
  metric: MetricName;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

export const MAP_METRICS = ["views", "viewers", "average_watched", "participation", "correctness"] as const;

/** Where views came from: a map, and a way down from countries to cities. */
export function GeographyDashboard({ report, level, metric, definitions, page, links, formats }: Props) {
  const { others } = divided(report.countries);
  const countryHref = (country: string) =>
    links.elsewhere("/geography", {
      but: ["region", "city"],
      also: [{ dimension: "country", include: [country], exclude: [] }],
      own: { level: "region", ...(metric !== "views" && { metric }) },
    });
  const title = `${METRIC_WORDS[metric]} by country`;
  return (
    <>
      <Card className="min-w-0">
        <CardHeader
          title={title}
          definition={<Definition of={title}>{definitions.panels.map}</Definition>}
          menu={
            <PanelMenu title={title} files={filesOf(links, "geography")}>
              <ChartImageItems title={title} name="map" />
            </PanelMenu>
          }
        >
          <SegmentedLinks
            label="Figure"
            choices={MAP_METRICS.map((name) => ({
              href: links.own({ metric: name === "views" ? undefined : name }),
              word: METRIC_WORDS[name],
              current: name === metric,
            }))}
          />
        </CardHeader>
        <div data-chart>
          <WorldMap countries={report.countries} {...{ metric, countryHref, formats }} />
        </div>
        {others.length > 0 && (
          <p className="flex flex-wrap gap-x-3 gap-y-1 border-t px-4 py-2.5 text-muted text-sm">
            Not on the map:
            {others.map(({ name, figures }) => (
              <Link
                key={name}
                href={countryHref(name)}
                scroll={false}
                prefetch={false}
                className="underline decoration-line underline-offset-2 hover:text-ink"
              >
                {name} ({formats.exact(figures.views.value ?? 0)})
              </Link>
            ))}
          </p>
        )}
      </Card>
      <PlacesTable
        table={report.places}
        definitions={definitions.metrics}
        {...{ level, metric, page, links, formats, countryHref }}
      />
    </>
  );
}
