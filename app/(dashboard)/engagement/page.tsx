import { EngagementDashboard } from "@/components/engagement/engagement-dashboard";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { engagement } from "@/lib/reports/engagement";
import { VIDEO_SORTS, videos } from "@/lib/reports/videos";
import { asked, type SearchParams } from "../asked";
import { DashboardPage } from "../dashboard-page";

export const metadata = { title: "Engagement" };

export default async function EngagementPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/engagement", searchParams, { sort: VIDEO_SORTS });
  const { ctx, page, formats, locale, links } = question;
  const { reportingZone: zone, tagLabels, completionThreshold } = ctx.settings;
  return (
    <DashboardPage
      title="Engagement"
      skeleton="Engagement"
      asked={question}
      report={Promise.all([engagement(ctx, page), videos(ctx, page)])}
      exports={["videos", "engagement"]}
    >
      {([report, table]) => (
        <EngagementDashboard
          report={report}
          videos={table}
          definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
          {...{ page, links, tagLabels, formats, locale, zone }}
        />
      )}
    </DashboardPage>
  );
}
