import type { MapCountry } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import { exactText } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Link } from "../ui/link";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";
import { divided, dots } from "./divided";
import { RAMP, stepOf } from "./ramp";
import { stepsOf } from "./steps";
import world from "./world.json";

interface Props {
  countries: MapCountry[];
  metric: MetricName;
  countryHref: (name: string) => string;
  formats: Formats;
}

const SHAPES = "/world-110m.svg";
const DOT = 4.5;

/** The world, each country with views coloured by a figure and a link; its shapes are a file of their own. */
export function WorldMap({ countries, metric, countryHref, formats }: Props) {
  const kind = METRIC_KINDS[metric];
  const { placed } = divided(countries);
  const { breaks } = stepsOf(placed, metric);
  const blank = world.shapes.filter((numeric) => !placed.has(numeric));
  return (
    <div className="px-1">
      <svg viewBox={`0 0 ${world.width} ${world.height}`} className="h-auto w-full">
        <title>{`Map of the world: ${METRIC_WORDS[metric]} by country`}</title>
        <g aria-hidden className="fill-sunken stroke-control/40 [stroke-width:0.5]">
          {blank.map((numeric) => (
            <use key={numeric} href={`${SHAPES}#c${numeric}`} />
          ))}
        </g>
        <g className="stroke-surface [stroke-width:0.75]">
          {[...placed].map(([numeric, { name, figures }]) => {
            const { value } = figures[metric];
            const told = value === null ? UNKNOWN_REASONS[metric] : exactText(kind, value, formats);
            const words = `${name}: ${METRIC_WORDS[metric]} ${told}`;
            const fill = value === null ? "url(#no-figure)" : RAMP[stepOf(value, breaks)];
            const dot = dots[numeric];
            return (
              <Link
                key={numeric}
                href={countryHref(name)}
                prefetch={false}
                scroll={false}
                aria-label={words}
                className="outline-none hover:stroke-ink focus-visible:stroke-accent focus-visible:[stroke-width:2.5]"
                style={{ fill }}
              >
                <title>{words}</title>
                {dot ? <circle cx={dot[0]} cy={dot[1]} r={DOT} /> : <use href={`${SHAPES}#c${numeric}`} />}
              </Link>
            );
          })}
        </g>
        <defs>
          <pattern id="no-figure" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="4" height="4" className="fill-surface stroke-none" />
            <line y2="4" className="stroke-control" strokeWidth="1.5" />
          </pattern>
        </defs>
      </svg>
    </div>
  );
}
