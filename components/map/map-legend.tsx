import type { MapCountry } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { divided } from "./divided";
import { RAMP } from "./ramp";
import { stepsOf } from "./steps";

interface Props {
  countries: MapCountry[];
  metric: MetricName;
  formats: Formats;
}

/** The map's colours with the values at which each begins and ends. */
export function MapLegend({ countries, metric, formats }: Props) {
  const kind = METRIC_KINDS[metric];
  const { breaks, unknown } = stepsOf(divided(countries).placed, metric);
  const text = (value: number) => (kind === "percent" ? formats.percent(value) : formats.short(value));
  const first = kind === "percent" ? 0 : 1;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 px-4 pb-2 text-muted text-xs tabular-nums">
      {[first, ...breaks].map((from, index) => {
        const until = breaks[index];
        const last = until === undefined ? "" : kind === "percent" ? text(until) : text(until - 1);
        return (
          <span key={from} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className="h-2.5 w-4 rounded-xs border border-line"
              style={{ backgroundColor: RAMP[index] }}
            />
            {last === "" ? `${text(from)} and more` : last === text(from) ? last : `${text(from)}–${last}`}
          </span>
        );
      })}
      <span className="flex items-center gap-1.5">
        <span aria-hidden className="h-2.5 w-4 rounded-xs border border-line bg-sunken" />
        No view
      </span>
      {unknown && <span>Hatched: no view tells</span>}
    </p>
  );
}
