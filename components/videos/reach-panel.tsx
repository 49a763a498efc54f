import type { VideoReport } from "@/lib/reports/video";
import { ChartCard } from "../charts/chart-card";
import { ReachChartLazy } from "../charts/lazy-charts";
import type { Formats } from "../format/formats";
import { Td, Th } from "../ui/table";
import { REACH_WORDS } from "../words";

interface Props {
  report: Pick<VideoReport, "reach" | "reached">;
  definition: string;
  formats: Formats;
  locale: string;
  zone: string;
  className?: string;
}

/** How far views got, second by second. */
export function ReachPanel({ report: { reach, reached }, definition, formats, locale, zone, className }: Props) {
  const typical = reach.some((point) => point.typical !== null);
  return (
    <ChartCard
      title="How far views got"
      name="reach"
      definition={definition}
      className={className}
      legend={
        <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-muted text-xs">
          {typical && (
            <span className="flex items-center gap-1.5">
              <span aria-hidden className="h-2 w-3 rounded-xs bg-control/25" />
              {REACH_WORDS.typical}
            </span>
          )}
          <span className="tabular-nums md:ml-auto">
            n = {formats.exact(reached.known)} ·{" "}
            <span title="The sender did not say how far they got">{formats.exact(reached.unknown)} unknown</span>
          </span>
        </p>
      }
      chart={
        reach.length === 0 ? (
          <p className="grid h-full place-items-center text-muted">No view tells how far it got.</p>
        ) : (
          <ReachChartLazy points={reach} locale={locale} zone={zone} />
        )
      }
      table={
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">Share of views that got to each second</caption>
          <thead className="sticky top-0 bg-surface">
            <tr>
              <Th>{REACH_WORDS.reached}</Th>
              <Th numeric>Share of views</Th>
              {typical && <Th numeric>{REACH_WORDS.typical}</Th>}
            </tr>
          </thead>
          <tbody>
            {reach.map((point) => (
              <tr key={point.second}>
                <th scope="row" className="py-1.5 pl-4 text-left font-normal tabular-nums">
                  {formats.clock(point.second)}
                </th>
                <Td numeric>{formats.precisePercent(point.share)}</Td>
                {typical && (
                  <Td numeric>
                    {point.typical && `${formats.percent(point.typical.low)} – ${formats.percent(point.typical.high)}`}
                  </Td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
