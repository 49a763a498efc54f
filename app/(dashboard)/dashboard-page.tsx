import { type ReactNode, Suspense } from "react";
import { Compact } from "@/components/compact/compact";
import { Failed } from "@/components/failures/failed";
import { FAILED_PARTS } from "@/components/failures/parts";
import { FilterBar } from "@/components/filters/filter-bar";
import { IgnoredNotice } from "@/components/filters/ignored-notice";
import { PrintedFilters } from "@/components/filters/printed-filters";
import { NoViewsYet } from "@/components/overview/no-views-yet";
import { NothingHere } from "@/components/overview/nothing-here";
import { Filling, NotFilled } from "@/components/shell/filling";
import { LiveDot } from "@/components/shell/live-dot";
import { PageHeader } from "@/components/shell/page-header";
import { BodySkeleton, type SkeletonName } from "@/components/shell/page-skeleton";
import { isStoreNotReady, type StoreStatus } from "@/lib/columns/store";
import { periodName } from "@/lib/export/file-name";
import type { PageFilters } from "@/lib/query/filters";
import { type Facts, facts, spanOf } from "@/lib/reports/facts";
import { loosened } from "@/lib/reports/loosened";
import { AccountCorner } from "./account-corner";
import { type Answer, answerOr } from "./answer-or";
import type { Asked } from "./asked";
import { Exports } from "./exports";
import { Segments } from "./segments";

interface Props<Report> {
  title: string;
  /** Which page's boxes stand there until the report is made */
  skeleton: SkeletonName;
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

/**
 * What all pages with figures share: header and filter bar, sent as soon as the period is known, and the figures, sent when
 * they are reckoned, all from one report; or what stands there while there are none.
 */
export async function DashboardPage<Report>(props: Props<Report>) {
  const { title, asked, report, exports = [], firstRun = <NoViewsYet /> } = props;
  const { ctx, formats, locale, links, named } = asked;
  const { page = asked.page } = props;
  const { reportingZone: zone, tagLabels } = ctx.settings;
  // It is waited for further down; where it fails before that, that is not unheard.
  report.catch(() => {});
  const known = asked.failure ? { failure: asked.failure } : await readyOr(facts(ctx, page));
  const made = "value" in known ? { revision: known.value.revision, views: known.value.viewsEver } : null;
  const header = (
    <PageHeader title={title} zone={asked.failure ? undefined : zone} live={<LiveDot made={made} />}>
      <AccountCorner user={ctx.user} />
    </PageHeader>
  );
  if ("status" in known)
    return (
      <>
        {header}
        <NotYet status={known.status} formats={formats} />
      </>
    );
  if ("value" in known && known.value.viewsEver === 0)
    return (
      <>
        {header}
        {firstRun}
      </>
    );
  const span = "value" in known ? known.value.span : spanOf(ctx, page);
  return (
    <>
      {header}
      <FilterBar
        {...{ page: asked.page, links, named, tagLabels, formats, locale, span }}
        fixed={asked.fixed}
        period={periodName(ctx, page)}
        actions={
          <>
            <Segments ctx={ctx} page={asked.page} />
            <Exports {...{ asked, page, reports: exports }} />
          </>
        }
        seesPeople={ctx.seesPeople}
      />
      <PrintedFilters page={asked.page} {...{ named, tagLabels, formats, span }} />
      <div data-replaced className="grid grid-cols-1 gap-4 px-4 pt-4 md:px-6">
        {"value" in known ? (
          <Suspense fallback={<BodySkeleton of={props.skeleton} />}>
            <Body {...props} page={page} known={known.value} />
          </Suspense>
        ) : (
          <Failed title={FAILED_PARTS.figures} {...known.failure} />
        )}
      </div>
    </>
  );
}

async function Body<Report>(props: Props<Report> & { page: PageFilters; known: Facts }) {
  const { asked, page, known, report, hasOwn, children } = props;
  const { ctx, ignored, formats, links, named } = asked;
  const answer = await readyOr(report);
  if ("failure" in answer) return <Failed title={FAILED_PARTS.figures} {...answer.failure} />;
  if ("status" in answer) return <NotYet status={answer.status} formats={formats} />;
  return (
    <>
      <IgnoredNotice ignored={ignored} />
      {known.views === 0 && !hasOwn?.(answer.value) ? (
        <NothingHere
          anyTime={known.anyTime}
          loosened={await loosened(ctx, page, named)}
          search={page.q}
          seesPeople={ctx.seesPeople}
          tagLabels={ctx.settings.tagLabels}
          {...{ links, formats }}
        />
      ) : (
        <Compact>{children(answer.value, known)}</Compact>
      )}
    </>
  );
}

/** The answer, or why there is none: a store that is not ready says how far it is. */
async function readyOr<T>(answer: Promise<T>): Promise<Answer<T> | { status: StoreStatus }> {
  const status = await answer.then(
    () => null,
    (error: unknown) => (isStoreNotReady(error) ? error.status : null),
  );
  return status === null ? answerOr(answer) : { status };
}

function NotYet({ status, formats }: { status: StoreStatus; formats: Asked["formats"] }) {
  return status.error ? <NotFilled error={status.error} /> : <Filling status={status} formats={formats} />;
}
