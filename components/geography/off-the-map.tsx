import type { MapCountry } from "@/lib/reports/geography";
import type { Formats } from "../format/formats";
import { divided } from "../map/divided";
import { Link } from "../ui/link";

interface Props {
  countries: MapCountry[];
  countryHref: (name: string) => string;
  formats: Formats;
}

/** Countries that the map has no shape of: listed, never dropped. */
export function OffTheMap({ countries, countryHref, formats }: Props) {
  const { others } = divided(countries);
  if (others.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 border-t px-4 py-2.5 text-muted text-sm">
      Not on the map:
      {others.map(({ name, figures }) => (
        <Link
          key={name}
          href={countryHref(name)}
          scroll={false}
          prefetch={false}
          className="underline decoration-line underline-offset-2 hover:text-ink"
        >
          {name} ({formats.exact(figures.views.value ?? 0)})
        </Link>
      ))}
    </p>
  );
}
