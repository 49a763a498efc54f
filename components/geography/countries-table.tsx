import type { MapCountry } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import { RowName } from "../charts/row-name";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Td, Th } from "../ui/table";
import { DIMENSION_WORDS, METRIC_WORDS, UNKNOWN_REASONS } from "../words";

interface Props {
  /** Most views first */
  countries: MapCountry[];
  metric: MetricName;
  countryHref: (name: string) => string;
  formats: Formats;
}

/** The map's figures, those of countries that are not on it among them. */
export function CountriesTable({ countries, metric, countryHref, formats }: Props) {
  const metrics: MetricName[] = metric === "views" ? ["views"] : ["views", metric];
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">{`${METRIC_WORDS[metric]} by country`}</caption>
      <thead className="sticky top-0 bg-surface">
        <tr>
          <Th>{DIMENSION_WORDS.country}</Th>
          {metrics.map((name) => (
            <Th key={name} numeric>
              {METRIC_WORDS[name]}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {countries.map(({ name, figures }) => (
          <tr key={name} className="hover:bg-sunken">
            <th scope="row" className="py-1.5 pl-4 text-left font-normal">
              <RowName href={countryHref(name)} scroll={false}>
                {name}
              </RowName>
            </th>
            {metrics.map((one) => (
              <Td key={one} numeric>
                <Figure
                  kind={METRIC_KINDS[one]}
                  value={figures[one].value}
                  reason={UNKNOWN_REASONS[one]}
                  formats={formats}
                />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
