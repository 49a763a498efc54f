import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { Geography, Level } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import { ChartCard } from "../charts/chart-card";
import { filesOf } from "../exports/files";
import type { Formats } from "../format/formats";
import { MapLegend } from "../map/map-legend";
import { WorldMap } from "../map/world-map";
import { SegmentedLinks } from "../ui/segmented";
import { METRIC_WORDS } from "../words";
import { CountriesTable } from "./countries-table";
import { OffTheMap } from "./off-the-map";
import { PlacesTable } from "./places-table";

interface Props {
  report: Geography;
  level: Level;
  /** Where the address does not say */
  usual: Level;
  metric: MetricName;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
}

export const MAP_METRICS = ["views", "viewers", "average_watched", "participation", "correctness"] as const;

/** Where views came from: a map, and a way down from countries to cities. */
export function GeographyDashboard({ report, level, usual, metric, definitions, page, links, formats }: Props) {
  const countryHref = (country: string) =>
    links.elsewhere("/geography", {
      but: ["region", "city"],
      also: [{ dimension: "country", include: [country], exclude: [] }],
      own: metric === "views" ? {} : { metric },
    });
  const title = `${METRIC_WORDS[metric]} by country`;
  return (
    <>
      <ChartCard
        title={title}
        name="map"
        definition={definitions.panels.map}
        files={filesOf(links, "geography")}
        // As high as the map is at this width.
        height="min-h-44"
        className="min-w-0"
        switches={
          <SegmentedLinks
            label="Figure"
            choices={MAP_METRICS.map((name) => ({
              href: links.own({ metric: name === "views" ? undefined : name }),
              word: METRIC_WORDS[name],
              current: name === metric,
            }))}
          />
        }
        legend={<MapLegend countries={report.countries} {...{ metric, formats }} />}
        chart={<WorldMap countries={report.countries} {...{ metric, countryHref, formats }} />}
        table={<CountriesTable countries={report.countries} {...{ metric, countryHref, formats }} />}
        footer={<OffTheMap countries={report.countries} {...{ countryHref, formats }} />}
      />
      <PlacesTable
        table={report.places}
        definitions={definitions.metrics}
        {...{ level, usual, metric, page, links, formats, countryHref }}
      />
    </>
  );
}
