import { ChevronRight, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import type { PageLinks } from "@/lib/query/links";
import type { Loosened } from "@/lib/reports/loosened";
import type { Formats } from "../format/formats";
import { Card } from "../ui/card";
import { Link } from "../ui/link";
import { dimensionWord, filterWord } from "../words";

interface Props {
  /** Views under the same filters at any time */
  anyTime: { views: number; latestAt: string | null };
  loosened: Loosened[];
  search?: string;
  /** Whether names and addresses are searched too */
  seesPeople: boolean;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
}

/** No view in the period under the filters: says where there are some, and what to drop. */
export function NothingHere({ anyTime, loosened, search, seesPeople, links, tagLabels, formats }: Props) {
  const count = (views: number) => (views === 1 ? "1 view" : `${formats.exact(views)} views`);
  const filtered = loosened.length > 0 || search !== undefined;
  return (
    <Card className="mx-auto w-full max-w-2xl overflow-hidden">
      <div className="flex items-start gap-4 px-5 pt-5 pb-4">
        <span className="flex size-10 shrink-0 items-center justify-center rounded bg-sunken text-muted">
          <SearchX aria-hidden size={20} />
        </span>
        <div>
          <h2 className="font-semibold text-lg tracking-tight">
            {filtered ? "No view matches these filters" : "No view in this period"}
          </h2>
          <p className="text-muted">
            {anyTime.views > 0 && anyTime.latestAt !== null
              ? `${count(anyTime.views)} outside this period, latest ${formats.day(anyTime.latestAt)}`
              : filtered
                ? "No view at any other time matches either."
                : "There is none at any other time either."}
          </p>
          {search !== undefined && !seesPeople && (
            <p className="mt-1 text-muted text-sm">
              For your role the search looks at titles of videos alone. Whoever may see people may find some here.
            </p>
          )}
        </div>
      </div>
      <ul aria-label="What to change" className="divide-y border-t">
        {anyTime.views > 0 && (
          <Choice href={links.period("all")} views={count(anyTime.views)}>
            Show all time
          </Choice>
        )}
        {loosened
          .toSorted((a, b) => b.views - a.views)
          .map(({ dimension, value, label, excluded, views, known }) => (
            <Choice
              key={`${dimension} ${excluded} ${value}`}
              href={links.without(dimension, value)}
              views={count(views)}
              note={known || excluded ? undefined : "No view has this value."}
            >
              Drop {dimensionWord(dimension, tagLabels)}
              {excluded ? " is not" : ":"} {filterWord(dimension, value, label)}
            </Choice>
          ))}
        {search !== undefined && <Choice href={links.withoutSearch()}>Drop the search “{search}”</Choice>}
        {loosened.length + (search === undefined ? 0 : 1) > 1 && (
          <Choice href={links.withoutFilters()}>Drop all filters</Choice>
        )}
      </ul>
    </Card>
  );
}

/** A way to some views, with how many there are. */
function Choice({ href, views, note, children }: { href: string; views?: string; note?: string; children: ReactNode }) {
  return (
    <li>
      <Link href={href} prefetch={false} className="flex items-center gap-3 px-5 py-2.5 hover:bg-sunken">
        <span className="min-w-0 flex-1">
          <span className="wrap-anywhere line-clamp-2 font-medium text-accent">{children}</span>
          {note && <span className="block text-muted text-sm">{note}</span>}
        </span>
        {views && <span className="shrink-0 text-muted text-sm tabular-nums">{views}</span>}
        <ChevronRight aria-hidden size={16} className="shrink-0 text-faint" />
      </Link>
    </li>
  );
}
