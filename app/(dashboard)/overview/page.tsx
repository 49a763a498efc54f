import { FilterBar } from "@/components/filters/filter-bar";
import { IgnoredNotice } from "@/components/filters/ignored-notice";
import { OverviewDashboard } from "@/components/overview/dashboard";
import { NothingHere } from "@/components/overview/nothing-here";
import { Filling, NotFilled } from "@/components/shell/filling";
import { LiveDot } from "@/components/shell/live-dot";
import { PageHeader } from "@/components/shell/page-header";
import { isStoreNotReady } from "@/lib/columns/store";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { loosened } from "@/lib/reports/loosened";
import { overview } from "@/lib/reports/overview";
import { AccountCorner } from "../account-corner";
import { asked, type SearchParams } from "../asked";
import { Connect } from "./connect";

export const metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const { ctx, page, ignored, formats, locale, links, named } = await asked("/overview", searchParams);
  const { reportingZone: zone, tagLabels, completionThreshold } = ctx.settings;
  const report = await overview(ctx, page).catch((error: unknown) => {
    if (isStoreNotReady(error)) return error.status;
    throw error;
  });
  const header = (
    <PageHeader title="Overview" zone={zone} live={<LiveDot key={ctx.now.getTime()} />}>
      <AccountCorner user={ctx.user} />
    </PageHeader>
  );

  if (!("cards" in report))
    return (
      <>
        {header}
        {report.error ? <NotFilled error={report.error} /> : <Filling status={report} formats={formats} />}
      </>
    );
  if (report.facts.viewsEver === 0)
    return (
      <>
        {header}
        <Connect now={ctx.now} administrates={ctx.user?.role === "administrator"} />
      </>
    );
  const empty = report.cards[0]?.value === 0;
  return (
    <>
      {header}
      <FilterBar
        {...{ page, links, named, tagLabels, formats, locale }}
        span={report.span}
        seesPeople={ctx.seesPeople}
      />
      <div className="grid gap-4 px-4 pt-4 md:px-6">
        <IgnoredNotice ignored={ignored} />
        {empty ? (
          <NothingHere
            anyTime={report.facts.anyTime}
            loosened={await loosened(ctx, page, named)}
            search={page.q}
            {...{ links, tagLabels, formats }}
          />
        ) : (
          <OverviewDashboard
            report={report}
            definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
            {...{ links, tagLabels, formats, locale, zone }}
          />
        )}
      </div>
    </>
  );
}
