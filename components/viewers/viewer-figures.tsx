import type { MetricName } from "@/lib/reports/rates";
import type { ViewerReport } from "@/lib/reports/viewer";
import { Figure, Unknown } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Definition } from "../ui/definition";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";

interface Props {
  report: Pick<ViewerReport, "figures" | "videos" | "firstAt" | "lastAt">;
  definitions: Record<MetricName, string>;
  formats: Formats;
}

const RATES = ["time_on_video", "average_watched", "participation", "correctness"] as const;
const BOX = "flex min-w-0 flex-col bg-surface px-4 pt-2.5 pb-3";
const TERM = "flex min-h-6 items-center justify-between gap-1 text-muted text-sm";
const VALUE = "font-semibold text-2xl tabular-nums tracking-tight";

/** One person's figures: what they watched and how they did. */
export function ViewerFigures({ report: { figures, videos, firstAt, lastAt }, definitions, formats }: Props) {
  return (
    <section aria-label="Figures" className="overflow-hidden rounded border bg-line">
      <dl className="grid grid-cols-2 gap-px md:grid-cols-4 xl:grid-cols-7">
        <div className={BOX}>
          <dt className={TERM}>Views</dt>
          <dd className={VALUE} data-metric="views">
            {formats.exact(figures.views.value ?? 0)}
          </dd>
        </div>
        <div className={BOX}>
          <dt className={TERM}>Videos</dt>
          <dd className={VALUE} data-metric="videos">
            {formats.exact(videos)}
          </dd>
        </div>
        {RATES.map((name) => (
          <div key={name} className={BOX}>
            <dt className={TERM}>
              <span className="truncate">{METRIC_WORDS[name]}</span>
              <Definition of={METRIC_WORDS[name]}>{definitions[name]}</Definition>
            </dt>
            <dd className={VALUE} data-metric={name}>
              <Figure
                kind={METRIC_KINDS[name]}
                value={figures[name].value}
                reason={UNKNOWN_REASONS[name]}
                formats={formats}
              />
            </dd>
            <dd className="min-h-4 text-faint text-xs">
              {figures[name].unknown > 0 && (
                <span title={UNKNOWN_REASONS[name]}>{formats.exact(figures[name].unknown)} unknown</span>
              )}
            </dd>
          </div>
        ))}
        <div className={`${BOX} col-span-2 xl:col-span-1`}>
          <dt className={TERM}>First and last</dt>
          {[firstAt, lastAt].map((at, index) => (
            <dd key={index === 0 ? "first" : "last"} className="text-base tabular-nums leading-6">
              {at === null ? (
                <Unknown reason="No view in this period" />
              ) : (
                <time dateTime={at} title={at}>
                  {formats.day(at)}
                </time>
              )}
            </dd>
          ))}
        </div>
      </dl>
    </section>
  );
}
