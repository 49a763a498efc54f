import type { MapCountry } from "@/lib/reports/geography";
import world from "./world.json";

/** Where the countries without a shape are, by numeric code. */
export const dots: Record<string, number[] | undefined> = world.dots;

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
