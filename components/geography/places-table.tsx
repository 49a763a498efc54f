import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { Level, Place } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import type { Table } from "@/lib/reports/table";
import { filesOf } from "../exports/files";
import { PanelMenu } from "../exports/panel-menu";
import { Cut } from "../format/cut";
import type { Formats } from "../format/formats";
import { METRICS } from "../format/metric-kinds";
import { type Column, DataTable } from "../tables/data-table";
import { metricColumns } from "../tables/metric-columns";
import { Card, CardHeader } from "../ui/card";
import { Link } from "../ui/link";
import { SegmentedLinks } from "../ui/segmented";
import { DIMENSION_WORDS, valueWord } from "../words";

interface Props {
  table: Table<Place>;
  level: Level;
  /** Where the address does not say */
  usual: Level;
  metric: MetricName;
  definitions: Record<MetricName, string>;
  page: PageFilters;
  links: PageLinks;
  countryHref: (country: string) => string;
  formats: Formats;
}

const LEVEL_WORDS: Record<Level, string> = { country: "Countries", region: "Regions", city: "Cities" };
const LEVELS = ["country", "region", "city"] as const;

/** Places with every figure; a country leads to its regions, a region to its cities, a city filters by itself. */
export function PlacesTable({ table, level, usual, metric, definitions, page, links, countryHref, formats }: Props) {
  const own = metric === "views" ? undefined : metric;
  const hrefOf = ({ country, region, city }: Place): string => {
    if (level === "country") return country === null ? links.only("country", null) : countryHref(country);
    const also = [
      { dimension: "country" as const, include: [country], exclude: [] },
      { dimension: "region" as const, include: [region], exclude: [] },
      ...(level === "city" ? [{ dimension: "city" as const, include: [city], exclude: [] }] : []),
    ];
    return links.elsewhere("/geography", { also, own: own && { metric: own } });
  };
  const columns: Column<Place>[] = [
    {
      name: "place",
      heading: DIMENSION_WORDS[level],
      sortable: "ascending",
      cell: (place) => (
        <Link href={hrefOf(place)} scroll={false} prefetch={false} className="block group-hover/row:underline">
          <span className={`flex ${place[level] === null ? "text-muted italic" : ""}`}>
            <Cut>{valueWord(level, place[level], place[level])}</Cut>
          </span>
          {level !== "country" && (
            <span className="flex text-faint text-xs">
              <Cut>{parentsOf(place, level)}</Cut>
            </span>
          )}
        </Link>
      ),
    },
    ...metricColumns({
      metrics: METRICS,
      rows: table.rows,
      figuresOf: (row) => row.figures,
      definitions,
      formats,
    }),
  ];
  return (
    <Card className="min-w-0">
      <CardHeader
        title={LEVEL_WORDS[level]}
        menu={<PanelMenu title={LEVEL_WORDS[level]} files={filesOf(links, "geography", { ordered: true })} />}
      >
        <SegmentedLinks
          label="Level"
          choices={LEVELS.map((name) => ({
            href: links.own({ level: name === usual ? undefined : name }),
            word: LEVEL_WORDS[name],
            current: name === level,
          }))}
        />
      </CardHeader>
      <DataTable
        caption={LEVEL_WORDS[level]}
        noun="places"
        rowKey={({ country, region, city }) => JSON.stringify([country, region, city])}
        usual={{ column: "views", descending: true }}
        className="md:min-w-[66rem]"
        rows={table.rows}
        count={table.count}
        {...{ columns, page, links, formats }}
      />
    </Card>
  );
}

function parentsOf({ country, region }: Place, level: Level): string {
  const words = [valueWord("country", country, country)];
  if (level === "city") words.unshift(valueWord("region", region, region));
  return words.join(", ");
}
