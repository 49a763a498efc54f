import type { PageLinks } from "@/lib/query/links";
import type { Filter } from "@/lib/query/query";
import type { Series } from "@/lib/reports/series";
import { ChartCard } from "../charts/chart-card";
import { SeriesChartLazy } from "../charts/lazy-charts";
import { filesOf } from "../exports/files";
import type { Formats } from "../format/formats";
import { SegmentedLinks } from "../ui/segmented";
import { BEST_WORDS, INTERVAL_WORDS, NOW_WORDS, SERIES_WORDS } from "../words";
import { SeriesTable } from "./series-table";

interface Props {
  series: Series;
  /** The days shown, written out */
  days: string;
  definition: string;
  links: PageLinks;
  /** What the page is about, where its address does not say it as a filter */
  also?: Filter[];
  formats: Formats;
  locale: string;
  zone: string;
}

const INTERVALS = ["day", "week", "month"] as const;

/** Views and viewers over time: chart or table, the table always there for screen readers. */
export function SeriesPanel({ series, days, definition, links, also, formats, locale, zone }: Props) {
  const same = series.points.every(({ views, viewers }) => views === viewers);
  const compared = series.points.some((point) => point.previous !== null);
  const partial = series.points.at(-1)?.partial ?? false;
  return (
    <ChartCard
      title="Views and viewers"
      definition={definition}
      name="series"
      files={filesOf(links, "days", { also })}
      switches={
        <SegmentedLinks
          label="Interval"
          choices={INTERVALS.map((interval) => ({
            href: links.interval(interval),
            word: INTERVAL_WORDS[interval],
            current: interval === series.interval,
          }))}
        />
      }
      legend={<Legend {...{ compared, partial, same, days }} interval={series.interval} notable={series.notable} />}
      chart={<SeriesChartLazy series={series} locale={locale} zone={zone} />}
      table={<SeriesTable series={series} compared={compared} links={links} formats={formats} />}
    />
  );
}

interface LegendProps extends Pick<Series, "interval" | "notable"> {
  compared: boolean;
  partial: boolean;
  /** Every view has a viewer of its own: one line for both */
  same: boolean;
  days: string;
}

function Legend({ compared, partial, same, interval, notable, days }: LegendProps) {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 px-4 pb-2 text-muted text-xs">
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="h-2 w-3 rounded-xs border-series-1 border-t-2 bg-series-1/20" />
        {same ? `${SERIES_WORDS.views}, each of another viewer` : SERIES_WORDS.views}
      </span>
      {!same && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="w-3 border-series-2 border-t-2" />
          {SERIES_WORDS.viewers}
        </span>
      )}
      {compared && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="w-4 border-series-1 border-t-2 border-dashed opacity-60" />
          {SERIES_WORDS.previous}
        </span>
      )}
      {notable.length > 0 && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-full border-2 border-series-1 bg-surface" />
          {notable.some(({ usual }) => usual !== null) ? "Best or spike" : BEST_WORDS[interval]}
        </span>
      )}
      {partial && (
        <span className="first-letter:uppercase">
          {NOW_WORDS[interval]}: {SERIES_WORDS.partial}
        </span>
      )}
      <span className="md:ml-auto">{days}</span>
    </p>
  );
}
