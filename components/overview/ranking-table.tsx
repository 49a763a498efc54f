import type { FilterDimension } from "@/lib/query/query";
import type { Ranking } from "@/lib/reports/ranking";
import type { MetricName } from "@/lib/reports/rates";
import { Cut } from "../format/cut";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Link } from "../ui/link";
import { Table, Td, Th } from "../ui/table";
import { METRIC_WORDS, UNKNOWN_REASONS, valueWord } from "../words";

export interface RankingProps {
  ranking: Ranking;
  dimension: FilterDimension;
  /** What the values are called, e.g. Country */
  heading: string;
  caption: string;
  /** Address of the same page with only this value */
  filterHref: (value: string | null) => string;
  formats: Formats;
}

/** Of the columns: as wide as their headings. */
const WIDTHS: Record<MetricName, string> = {
  views: "w-18",
  viewers: "w-18",
  time_on_video: "w-26",
  average_watched: "w-20",
  completion: "w-22",
  participation: "w-20",
  correctness: "w-26",
};

/** Values with their figures; a bar behind each name is its views beside the first's; a name filters by itself. */
export function RankingTable({ ranking, dimension, heading, caption, filterHref, formats }: RankingProps) {
  const most = Math.max(1, ...ranking.rows.map((row) => row.figures.views?.value ?? 0));
  return (
    <Table caption={caption} className="table-fixed">
      <thead>
        <tr>
          <Th className="stays max-md:w-44">{heading}</Th>
          {ranking.metrics.map((metric) => (
            <Th key={metric} numeric className={WIDTHS[metric]}>
              {METRIC_WORDS[metric]}
            </Th>
          ))}
          <Th numeric className="w-18">
            Share
          </Th>
        </tr>
      </thead>
      <tbody>
        {ranking.rows.map((row) => {
          const word = valueWord(dimension, row.value, row.label);
          const width = (100 * (row.figures.views?.value ?? 0)) / most;
          return (
            <tr key={row.value ?? ""} className="group/row hover:bg-sunken">
              <th
                scope="row"
                className="relative stays max-md:sticky py-0.5 pr-2 pl-2 text-left font-normal group-hover/row:bg-sunken"
              >
                <span
                  aria-hidden
                  className="absolute inset-y-0.5 left-2 rounded-sm bg-bar"
                  style={{ width: `calc((100% - 1rem) * ${(width / 100).toFixed(3)})` }}
                />
                <Link
                  href={filterHref(row.value)}
                  scroll={false}
                  prefetch={false}
                  title={`Only ${word}`}
                  className={`relative flex min-w-0 px-2 py-1 group-hover/row:underline ${row.value === null ? "text-muted italic" : ""}`}
                >
                  <Cut>{word}</Cut>
                </Link>
              </th>
              {ranking.metrics.map((metric) => (
                <Td key={metric} numeric>
                  <Figure
                    kind={METRIC_KINDS[metric]}
                    value={row.figures[metric]?.value ?? null}
                    reason={UNKNOWN_REASONS[metric]}
                    formats={formats}
                  />
                </Td>
              ))}
              <Td numeric className="text-muted">
                {row.share === null ? "" : formats.percent(row.share)}
              </Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
