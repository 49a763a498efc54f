import type { Course } from "@/lib/reports/deliveries-course";
import { ChartCard } from "../charts/chart-card";
import { DeliveriesChartLazy } from "../charts/lazy-deliveries-chart";
import { Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { SERIES_WORDS } from "../words";
import { bucketWord, OUTCOME_COLOURS, OUTCOME_MEANINGS, OUTCOME_WORDS, spanWord } from "./words";

interface Props {
  course: Course;
  definition: string;
  /** The days shown, written out */
  days: string;
  formats: Formats;
  locale: string;
  zone: string;
  className?: string;
}

const OUTCOMES = ["applied", "duplicate", "stale", "quarantined"] as const;

/** What the webhook brought over time, and what became of it. */
export function CoursePanel({ course, definition, days, formats, locale, zone, className }: Props) {
  const some = course.points.some((point) => OUTCOMES.some((outcome) => point.outcomes[outcome] > 0));
  return (
    <ChartCard
      title="Deliveries over time"
      name="course"
      definition={definition}
      className={className}
      legend={
        <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-muted text-xs">
          {OUTCOMES.map((outcome) => (
            <span key={outcome} className="flex items-center gap-1.5" title={OUTCOME_MEANINGS[outcome]}>
              <span aria-hidden className="size-2.5 rounded-xs" style={{ background: OUTCOME_COLOURS[outcome] }} />
              {OUTCOME_WORDS[outcome]}
              <span className="text-faint tabular-nums">{formats.short(course.total.outcomes[outcome])}</span>
            </span>
          ))}
          <span className="md:ml-auto">{days}</span>
        </p>
      }
      chart={
        some ? (
          <DeliveriesChartLazy points={course.points} locale={locale} zone={zone} />
        ) : (
          <p className="grid h-full place-items-center text-muted">Nothing came by the webhook in this time.</p>
        )
      }
      table={<CourseTable course={course} formats={formats} />}
    />
  );
}

function CourseTable({ course, formats }: { course: Course; formats: Formats }) {
  return (
    <table className="w-full border-collapse text-sm">
      <caption className="sr-only">Deliveries over time, by what became of them</caption>
      <thead className="sticky top-0 bg-surface">
        <tr>
          <Th>When</Th>
          {OUTCOMES.map((outcome) => (
            <Th key={outcome} numeric>
              {OUTCOME_WORDS[outcome]}
            </Th>
          ))}
          <Th numeric>Wrong key</Th>
          <Th numeric>Turned away</Th>
          <Th numeric>Delay</Th>
          <Th numeric>95% within</Th>
        </tr>
      </thead>
      <tbody>
        {course.points.toReversed().map((point) => (
          <tr key={point.label} className="hover:bg-sunken">
            <th scope="row" className="whitespace-nowrap py-1.5 pl-4 text-left font-normal">
              {bucketWord(point.label, "full", formats)}
              {point.partial && <span className="text-faint"> · {SERIES_WORDS.partial}</span>}
            </th>
            {OUTCOMES.map((outcome) => (
              <Td key={outcome} numeric>
                {formats.exact(point.outcomes[outcome])}
              </Td>
            ))}
            <Td numeric>{formats.exact(point.refused)}</Td>
            <Td numeric>{formats.exact(point.turnedAway)}</Td>
            {([point.p50, point.p95] as const).map((lag, i) => (
              <Td key={i === 0 ? "p50" : "p95"} numeric>
                {lag === null ? <Unknown reason="No applied view told when it was updated" /> : spanWord(lag, formats)}
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
