import type { PageLinks } from "@/lib/query/links";
import type { Series } from "@/lib/reports/series";
import { RowName } from "../charts/row-name";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { INTERVAL_WORDS, notableWord, SERIES_WORDS } from "../words";

interface Props {
  series: Series;
  compared: boolean;
  links: PageLinks;
  formats: Formats;
}

/** The chart's figures; each bucket leads to itself as the period. */
export function SeriesTable({ series, compared, links, formats }: Props) {
  const words = new Map(series.notable.map((one) => [one.label, notableWord(one, series.interval, formats)]));
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">Views and viewers over time</caption>
      <thead className="sticky top-0 bg-surface">
        <tr>
          <Th>{INTERVAL_WORDS[series.interval]}</Th>
          <Th numeric>{SERIES_WORDS.views}</Th>
          <Th numeric>{SERIES_WORDS.viewers}</Th>
          {compared && <Th numeric>{SERIES_WORDS.previous}</Th>}
        </tr>
      </thead>
      <tbody>
        {[...series.points].reverse().map(({ label, views, viewers, previous, partial }) => (
          <tr key={label} className="hover:bg-sunken">
            <th scope="row" className="py-1.5 pl-4 text-left font-normal">
              <RowName href={links.days(label.length === 7 ? `${label}-01` : label, lastDay(label, series.interval))}>
                {formats.bucket(label, "full")}
              </RowName>
              {words.has(label) && <span className="text-muted"> · {words.get(label)}</span>}
              {partial && <span className="text-faint"> · {SERIES_WORDS.partial}</span>}
            </th>
            <Td numeric>{formats.exact(views)}</Td>
            <Td numeric>{formats.exact(viewers)}</Td>
            {compared && (
              <Td numeric title={previous ? formats.bucket(previous.label, "full") : undefined}>
                {previous ? formats.exact(previous.views) : ""}
              </Td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The last day, YYYY-MM-DD, of the bucket that a label names. */
function lastDay(label: string, interval: Series["interval"]): string {
  const [year = 0, month = 1, day = 1] = label.split("-").map(Number);
  const last = { day: [month - 1, day], week: [month - 1, day + 6], month: [month, 0] } as const;
  const [lastMonth, lastDate] = last[interval];
  return new Date(Date.UTC(year, lastMonth, lastDate)).toISOString().slice(0, 10);
}
