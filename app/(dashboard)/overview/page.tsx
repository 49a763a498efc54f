import { OverviewDashboard } from "@/components/overview/dashboard";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { overview } from "@/lib/reports/overview";
import { asked, type SearchParams } from "../asked";
import { DashboardPage } from "../dashboard-page";
import { DeleteShown } from "../delete-shown";
import { Connect } from "./connect";

export const metadata = { title: "Overview" };

export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/overview", searchParams);
  const { ctx, page, formats, locale, links } = question;
  const { reportingZone: zone, tagLabels, completionThreshold } = ctx.settings;
  return (
    <DashboardPage
      title="Overview"
      skeleton="Overview"
      asked={question}
      report={overview(ctx, page)}
      exports={["overview", "days"]}
      firstRun={<Connect now={ctx.now} administrates={ctx.user?.role === "administrator"} />}
    >
      {(report, { views }) => (
        <OverviewDashboard
          report={report}
          definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
          viewsActions={<DeleteShown ctx={ctx} page={page} count={views} />}
          {...{ links, tagLabels, formats, locale, zone }}
        />
      )}
    </DashboardPage>
  );
}
