import type { ReactNode } from "react";
import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { ViewerReport } from "@/lib/reports/viewer";
import type { HistoryView } from "@/lib/reports/viewer-history";
import type { Formats } from "../format/formats";
import { Paging } from "../tables/paging";
import { buttonClass } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Definition } from "../ui/definition";
import { Link } from "../ui/link";
import { countWord } from "../words";
import { HistoryEntry } from "./history-entry";

interface Props {
  viewer: string;
  report: Pick<ViewerReport, "history" | "figures" | "ever">;
  definition: string;
  tagLabels: Partial<Record<string, string>>;
  page: PageFilters;
  links: PageLinks;
  formats: Formats;
  viewsActions?: ReactNode;
  viewAction?: (view: HistoryView) => ReactNode;
  className?: string;
}

/** A person's views day by day, newest first. */
export function HistoryPanel(props: Props) {
  const { viewer, report, definition, tagLabels, page, links, formats, viewsActions, viewAction, className } = props;
  const views = report.figures.views.value ?? 0;
  return (
    <Card className={className}>
      <CardHeader title="History" definition={<Definition of="History">{definition}</Definition>}>
        {views > 0 && (
          <div className="flex flex-wrap items-center gap-x-4">
            <p aria-hidden className="flex flex-wrap gap-x-4 text-muted text-xs">
              <span className="flex items-center gap-1.5">
                <span className="h-1.5 w-4 rounded-full bg-bar-edge" />
                Furthest second
              </span>
              <span className="flex items-center gap-1.5">
                <span className="h-3 w-1 rounded-full bg-series-2" />
                Stopped
              </span>
            </p>
            {viewsActions}
          </div>
        )}
      </CardHeader>
      {views === 0 ? (
        <Nothing {...{ report, page, links, formats }} />
      ) : (
        <>
          {byDay(report.history, formats).map(({ day, entries }) => (
            <section key={day} aria-label={day}>
              <h3 className="border-line border-y bg-canvas px-4 py-1.5 font-medium text-muted text-sm">{day}</h3>
              <ol className="divide-y divide-line/60">
                {entries.map((view) => (
                  <HistoryEntry
                    key={view.id}
                    action={viewAction?.(view)}
                    {...{ view, viewer, tagLabels, links, formats }}
                  />
                ))}
              </ol>
            </section>
          ))}
          <div className="border-t">
            <Paging
              page={page.page}
              pageSize={page.pageSize}
              href={links.page}
              count={views}
              noun="views"
              formats={formats}
            />
          </div>
        </>
      )}
    </Card>
  );
}

function byDay(views: HistoryView[], formats: Formats): { day: string; entries: HistoryView[] }[] {
  const days: { day: string; entries: HistoryView[] }[] = [];
  for (const view of views) {
    const day = formats.bucket(formats.isoDay(view.at), "full");
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(view);
    else days.push({ day, entries: [view] });
  }
  return days;
}

/** The person is known, but not here and now: where they are to be found. */
function Nothing({ report, page, links, formats }: Pick<Props, "report" | "page" | "links" | "formats">) {
  const filtered = page.filters.length > 0 || page.q !== undefined;
  return (
    <div className="grid justify-items-center gap-3 px-6 py-12 text-center">
      <p>
        <span className="block font-semibold text-lg">No view in this period{filtered && " under these filters"}</span>
        <span className="text-muted">{countWord(report.ever.views, "view", formats)} in all</span>
      </p>
      <p className="flex flex-wrap justify-center gap-2">
        {page.period !== "all" && (
          <Link href={links.period("all")} prefetch={false} className={buttonClass({ variant: "primary" })}>
            Show all time
          </Link>
        )}
        {filtered && (
          <Link href={links.withoutFilters()} prefetch={false} className={buttonClass()}>
            Drop all filters
          </Link>
        )}
      </p>
    </div>
  );
}
