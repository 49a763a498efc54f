import type { MapCountry } from "@/lib/reports/geography";
import type { MetricName } from "@/lib/reports/rates";
import { exactText } from "../format/figure";
import type { Formats } from "../format/formats";
import { METRIC_KINDS } from "../format/metric-kinds";
import { Link } from "../ui/link";
import { METRIC_WORDS, UNKNOWN_REASONS } from "../words";
import { breaksOf, RAMP, stepOf } from "./ramp";
import world from "./world.json";

interface Props {
  countries: MapCountry[];
  metric: MetricName;
  countryHref: (name: string) => string;
  formats: Formats;
}

const SHAPES = "/world-110m.svg";
const DOT = 4.5;
const dots: Record<string, number[] | undefined> = world.dots;

/** The world, each country with views coloured by a figure and a link; its shapes are a file of their own. */
export function WorldMap({ countries, metric, countryHref, formats }: Props) {
  const kind = METRIC_KINDS[metric];
  const { placed } = divided(countries);
  const values = [...placed.values()].flatMap(({ figures }) => figures[metric].value ?? []);
  const breaks = breaksOf(kind, values);
  const blank = world.shapes.filter((numeric) => !placed.has(numeric));
  return (
    <figure className="px-4 pb-3">
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
      <Legend {...{ kind, breaks, formats }} unknown={values.length < placed.size} />
    </figure>
  );
}

/**
 * Those on the map by numeric code, and those that are not: no country of that name, no shape of it, or the same country
 * written in a way with fewer views.
 */
export function divided(countries: MapCountry[]): { placed: Map<string, MapCountry>; others: MapCountry[] } {
  const drawn = new Set([...world.shapes, ...Object.keys(dots)]);
  const placed = new Map<string, MapCountry>();
  const others: MapCountry[] = [];
  for (const country of countries) {
    const { numeric } = country;
    if (numeric !== null && drawn.has(numeric) && !placed.has(numeric)) placed.set(numeric, country);
    else others.push(country);
  }
  return { placed, others };
}

interface LegendProps {
  kind: (typeof METRIC_KINDS)[MetricName];
  breaks: number[];
  unknown: boolean;
  formats: Formats;
}

function Legend({ kind, breaks, unknown, formats }: LegendProps) {
  const text = (value: number) => (kind === "percent" ? formats.percent(value) : formats.short(value));
  const first = kind === "percent" ? 0 : 1;
  return (
    <figcaption className="flex flex-wrap gap-x-3 gap-y-1 pt-2 text-muted text-xs tabular-nums">
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
    </figcaption>
  );
}
