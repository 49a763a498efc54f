import type { MetricCard } from "@/lib/reports/metric-cards";
import type { MetricName } from "@/lib/reports/rates";
import { Sparkline } from "../charts/sparkline";
import { Figure } from "../format/figure";
import type { Formats } from "../format/formats";
import { Definition } from "../ui/definition";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";
import { Change } from "./change";

interface Props {
  cards: MetricCard[];
  definitions: Record<MetricName, string>;
  compared: boolean;
  formats: Formats;
}

/** The seven figures: one row where it fits, four and three, or two a row on a phone. */
export function MetricStrip({ cards, definitions, compared, formats }: Props) {
  return (
    <section aria-label="Figures" className="overflow-hidden rounded border bg-line">
      <dl className="grid grid-cols-2 gap-px md:grid-cols-12 xl:grid-cols-7 print:grid-cols-7">
        {cards.map((card) => (
          <div
            key={card.name}
            className="flex min-w-0 flex-col bg-surface px-4 pt-2.5 pb-3 max-md:first:col-span-2 md:col-span-3 md:nth-[n+5]:col-span-4 xl:col-span-1 xl:nth-[n+5]:col-span-1 print:col-span-1! print:px-2"
          >
            <dt className="flex items-center justify-between gap-1 text-muted text-sm">
              <span className="truncate">{METRIC_WORDS[card.name]}</span>
              <Definition of={METRIC_WORDS[card.name]}>{definitions[card.name]}</Definition>
            </dt>
            <dd className="font-semibold text-2xl tabular-nums tracking-tight" data-metric={card.name}>
              <Figure kind={card.kind} value={card.value} reason={UNKNOWN_REASONS[card.name]} formats={formats} />
            </dd>
            {compared && (
              <dd className="min-h-4 text-xs tabular-nums">
                <Change card={card} formats={formats} />
              </dd>
            )}
            <dd className="mt-auto pt-3">
              <Sparkline trend={card.trend} />
            </dd>
            <dd
              className="min-h-4 pt-1 text-faint text-xs"
              title={card.unknown > 0 ? UNKNOWN_REASONS[card.name] : undefined}
            >
              {card.unknown > 0 && `${formats.exact(card.unknown)} unknown`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
