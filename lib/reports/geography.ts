import type { PageFilters } from "../query/filters";
import type { Dimension, Filter, GroupQuery, OrderBy } from "../query/query";
import { batchOf } from "./batch";
import type { ReportContext } from "./context";
import { countryCodes } from "./country-codes";
import { type Figures, figuresOf, METRICS, sumsFor } from "./rates";
import { selectionOf } from "./selection";
import { METRIC_ORDER, orderOf, type Table, type Window, windowOf } from "./table";

export const LEVELS = ["country", "region", "city"] as const;
export type Level = (typeof LEVELS)[number];

/** A place is told apart by its parents too: there is more than one Springfield. Null: the sender could not tell. */
export interface Place {
  country: string | null;
  region: string | null;
  city: string | null;
  figures: Figures;
}

export interface MapCountry {
  /** As the sender writes it */
  name: string;
  /** ISO 3166-1 numeric code; null: no country that has one */
  numeric: string | null;
  figures: Figures;
}

export interface Geography {
  places: Table<Place>;
  /** Every country with views, most first; null names are not among them */
  countries: MapCountry[];
}

const ORDERS: Record<string, OrderBy> = { place: "key", ...METRIC_ORDER };
export const PLACE_SORTS = Object.keys(ORDERS);

/** The level that a page is about where its address does not say: below the one place that its filters leave. */
export function usualLevel(filters: Filter[]): Level {
  const isOne = (level: Level) => filters.some(({ dimension, include }) => dimension === level && include.length === 1);
  if (isOne("region") || isOne("city")) return "city";
  // Where the country is not known, neither is what is in it.
  const unknown = filters.some(({ dimension, include }) => dimension === "country" && include[0] === null);
  return isOne("country") && !unknown ? "region" : "country";
}

/** The whole map, and a table of places at one level; the address's filters lead down from one to the next. */
export async function geography(
  ctx: ReportContext,
  page: PageFilters,
  level: Level,
  window: Window = windowOf(page),
): Promise<Geography> {
  const selected = selectionOf(ctx, page);
  const by: Dimension[] = LEVELS.slice(0, LEVELS.indexOf(level) + 1);
  const figured = { kind: "groups", ...selected, metrics: sumsFor(METRICS) } as const;
  const { answers } = await ctx.store.run(
    batchOf(ctx, [
      { ...figured, by, order: orderOf(page, ORDERS), ...window } satisfies GroupQuery,
      { ...figured, by: ["country"], order: { by: "views", descending: true } } satisfies GroupQuery,
    ]),
  );
  const [places, countries] = answers;
  return {
    places: {
      rows: places.groups.map(({ keys: [country = null, region = null, city = null], sums }) => ({
        country,
        region,
        city,
        figures: figuresOf(sums),
      })),
      count: places.groupCount,
      total: figuresOf(places.total),
    },
    countries: countries.groups.flatMap(({ keys: [name = null], sums }) =>
      name === null ? [] : [{ name, numeric: countryCodes(name)?.numeric ?? null, figures: figuresOf(sums) }],
    ),
  };
}
