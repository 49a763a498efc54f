import type { ReactNode } from "react";
import { FilterBar } from "@/components/filters/filter-bar";
import { IgnoredNotice } from "@/components/filters/ignored-notice";
import { NoViewsYet } from "@/components/overview/no-views-yet";
import { NothingHere } from "@/components/overview/nothing-here";
import { Filling, NotFilled } from "@/components/shell/filling";
import { LiveDot } from "@/components/shell/live-dot";
import { PageHeader } from "@/components/shell/page-header";
import { isStoreNotReady } from "@/lib/columns/store";
import { periodName } from "@/lib/export/file-name";
import type { PageFilters } from "@/lib/query/filters";
import { type Facts, facts } from "@/lib/reports/facts";
import { loosened } from "@/lib/reports/loosened";
import { AccountCorner } from "./account-corner";
import type { Asked } from "./asked";
import { Exports } from "./exports";
import { Segments } from "./segments";

interface Props<Report> {
  title: string;
  asked: Asked;
  /** What the address means here, where that is more than it says */
  page?: PageFilters;
  /** What the page shows, on its way */
  report: Promise<Report>;
  /** Reports that this page shows, the one in its table's order first: on offer as files, with the views behind them */
  exports?: readonly string[];
  /** What stands here before the first view ever */
  firstRun?: ReactNode;
  /** A report that has something to show although no view matches */
  hasOwn?: (report: Report) => boolean;
  children: (report: Report, facts: Facts) => ReactNode;
}

/** What all pages with figures share: header, filter bar, and what stands there while there are no figures to show. */
export async function DashboardPage<Report>(props: Props<Report>) {
  const { title, asked, report, exports = [], firstRun = <NoViewsYet />, hasOwn, children } = props;
  const { ctx, ignored, formats, locale, links, named } = asked;
  const { page = asked.page } = props;
  const { reportingZone: zone, tagLabels } = ctx.settings;
  const found = await Promise.all([facts(ctx, page), report]).catch((error: unknown) => {
    if (isStoreNotReady(error)) return error.status;
    throw error;
  });
  const made = Array.isArray(found) ? { revision: found[0].revision, views: found[0].viewsEver } : null;
  const header = (
    <PageHeader title={title} zone={zone} live={<LiveDot made={made} />}>
      <AccountCorner user={ctx.user} />
    </PageHeader>
  );
  if (!Array.isArray(found))
    return (
      <>
        {header}
        {found.error ? <NotFilled error={found.error} /> : <Filling status={found} formats={formats} />}
      </>
    );
  const [known, answer] = found;
  if (known.viewsEver === 0)
    return (
      <>
        {header}
        {firstRun}
      </>
    );
  return (
    <>
      {header}
      <FilterBar
        {...{ page: asked.page, links, named, tagLabels, formats, locale }}
        span={known.span}
        period={periodName(ctx, page)}
        actions={
          <>
            <Segments ctx={ctx} page={asked.page} />
            <Exports {...{ asked, page, reports: exports }} />
          </>
        }
        seesPeople={ctx.seesPeople}
      />
      <div className="grid grid-cols-1 gap-4 px-4 pt-4 md:px-6">
        <IgnoredNotice ignored={ignored} />
        {known.views === 0 && !hasOwn?.(answer) ? (
          <NothingHere
            anyTime={known.anyTime}
            loosened={await loosened(ctx, page, named)}
            search={page.q}
            {...{ links, tagLabels, formats }}
          />
        ) : (
          children(answer, known)
        )}
      </div>
    </>
  );
}
