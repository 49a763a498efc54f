import type { TagTrend } from "@/lib/reports/tag-trend";
import type { Tag } from "@/lib/reports/tags";
import { ChartCard } from "../charts/chart-card";
import { LinesChartLazy } from "../charts/lazy-lines-chart";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { valueWord } from "../words";

interface Props {
  tag: Tag;
  trend: TagTrend;
  definition: string;
  formats: Formats;
  locale: string;
  zone: string;
}

const COLOURS = ["var(--series-1)", "var(--series-2)", "var(--series-3)", "var(--series-4)", "var(--series-5)"];
/** Views without a value are told from all values by hue and by dashes. */
const NONE_COLOUR = "var(--series-6)";

/** The course of the most viewed values. */
export function TagTrendPanel({ tag, trend, definition, formats, locale, zone }: Props) {
  const lines = trend.lines.map(({ value, views }, index) => ({
    word: valueWord(tag, value, value),
    colour: value === null ? NONE_COLOUR : (COLOURS[index] ?? NONE_COLOUR),
    dashed: value === null,
    values: views,
  }));
  return (
    <ChartCard
      title="Views over time"
      name="tag-trend"
      definition={definition}
      legend={
        <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-muted text-xs">
          {lines.map(({ word, colour, dashed }) => (
            <li key={word} className="flex min-w-0 items-center gap-1.5">
              <span
                aria-hidden
                className="w-4 shrink-0"
                style={{ borderTop: `2px ${dashed ? "dashed" : "solid"} ${colour}` }}
              />
              <span className="truncate">{word}</span>
            </li>
          ))}
        </ul>
      }
      chart={<LinesChartLazy kind="count" labels={trend.labels} partial={trend.partial} {...{ lines, locale, zone }} />}
      table={
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Views over time by value</caption>
          <thead className="sticky top-0 bg-surface">
            <tr>
              <Th>Time</Th>
              {lines.map(({ word }) => (
                <Th key={word} numeric>
                  {word}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {trend.labels.map((label, index) => (
              <tr key={label}>
                <th scope="row" className="py-1.5 pl-4 text-left font-normal">
                  {formats.bucket(label, "full")}
                </th>
                {lines.map(({ word, values }) => (
                  <Td key={word} numeric>
                    {formats.exact(values[index] ?? 0)}
                  </Td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
