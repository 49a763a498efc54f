import type { Engagement } from "@/lib/reports/engagement";
import { ChartCard } from "../charts/chart-card";
import { LinesChartLazy } from "../charts/lazy-lines-chart";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";

interface Props {
  course: Engagement["course"];
  definition: string;
  formats: Formats;
  locale: string;
  zone: string;
  className?: string;
}

const LINES = [
  { metric: "participation", colour: "var(--series-1)", mark: "border-series-1" },
  { metric: "correctness", colour: "var(--series-2)", mark: "border-series-2" },
] as const;

/** Taking part and answering right over time. */
export function EngagementCoursePanel({ course, definition, formats, locale, zone, className }: Props) {
  const lines = LINES.map(({ metric, colour }) => ({
    word: METRIC_WORDS[metric],
    colour,
    dashed: false,
    values: course[metric],
  }));
  return (
    <ChartCard
      title="Over time"
      name="engagement-course"
      definition={definition}
      className={className}
      // Beside the picture of both it is as high.
      height="h-72 xl:h-[352px]"
      legend={
        <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-muted text-xs">
          {LINES.map(({ metric, mark }) => (
            <span key={metric} className="flex items-center gap-1.5">
              <span aria-hidden className={`w-4 border-t-2 ${mark}`} />
              {METRIC_WORDS[metric]}
            </span>
          ))}
        </p>
      }
      chart={
        <LinesChartLazy kind="percent" labels={course.labels} partial={course.partial} {...{ lines, locale, zone }} />
      }
      table={
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Taking part and answering right over time</caption>
          <thead className="sticky top-0 bg-surface">
            <tr>
              <Th>Time</Th>
              {LINES.map(({ metric }) => (
                <Th key={metric} numeric>
                  {METRIC_WORDS[metric]}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {course.labels.map((label, index) => (
              <tr key={label}>
                <th scope="row" className="py-1.5 pl-4 text-left font-normal">
                  {formats.bucket(label, "full")}
                </th>
                {LINES.map(({ metric }) => (
                  <Td key={metric} numeric>
                    <Figure
                      kind="percent"
                      value={course[metric][index] ?? null}
                      reason={UNKNOWN_REASONS[metric]}
                      formats={formats}
                    />
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
