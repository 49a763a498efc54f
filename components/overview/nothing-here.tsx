import Link from "next/link";
import type { PageLinks } from "@/lib/query/links";
import type { Loosened } from "@/lib/reports/loosened";
import type { Formats } from "../format/formats";
import { buttonClass } from "../ui/button";
import { Card } from "../ui/card";
import { dimensionWord, valueWord } from "../words";

interface Props {
  /** Views under the same filters at any time */
  anyTime: { views: number; latestAt: string | null };
  loosened: Loosened[];
  search?: string;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
}

/** No view in the period under the filters: says where there are some, and what to drop. */
export function NothingHere({ anyTime, loosened, search, links, tagLabels, formats }: Props) {
  const count = (views: number) => (views === 1 ? "1 view" : `${formats.exact(views)} views`);
  const filtered = loosened.length > 0 || search !== undefined;
  return (
    <Card className="grid justify-items-center gap-4 px-6 py-16 text-center">
      <div>
        <h2 className="font-semibold text-xl tracking-tight">
          {filtered ? "No view matches these filters" : "No view in this period"}
        </h2>
        {anyTime.views > 0 && anyTime.latestAt !== null && (
          <p className="mt-1 text-muted">
            {count(anyTime.views)} outside this period, latest {formats.day(anyTime.latestAt)}
          </p>
        )}
      </div>
      {anyTime.views > 0 && (
        <Link href={links.period("all")} prefetch={false} className={buttonClass({ variant: "primary" })}>
          Show all time
        </Link>
      )}
      {filtered && (
        <ul aria-label="Drop a filter" className="grid gap-2">
          {loosened
            .toSorted((a, b) => b.views - a.views)
            .map(({ dimension, value, label, excluded, views }) => (
              <li key={`${dimension} ${excluded} ${value}`}>
                <Link
                  href={links.without(dimension, value)}
                  prefetch={false}
                  className={buttonClass({ size: "sm" }, "max-w-full")}
                >
                  Drop {dimensionWord(dimension, tagLabels)}
                  {excluded ? " is not" : ":"} {valueWord(dimension, value, label)}
                  <span className="text-faint">{count(views)}</span>
                </Link>
              </li>
            ))}
          {search !== undefined && (
            <li>
              <Link href={links.withoutSearch()} prefetch={false} className={buttonClass({ size: "sm" })}>
                Drop the search “{search}”
              </Link>
            </li>
          )}
          {loosened.length + (search === undefined ? 0 : 1) > 1 && (
            <li>
              <Link
                href={links.withoutFilters()}
                prefetch={false}
                className={buttonClass({ variant: "quiet", size: "sm" })}
              >
                Drop all filters
              </Link>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
