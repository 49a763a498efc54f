import { GeographyDashboard, MAP_METRICS } from "@/components/geography/geography-dashboard";
import { choice } from "@/lib/query/choice";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { geography, LEVELS, PLACE_SORTS, usualLevel } from "@/lib/reports/geography";
import { asked, type SearchParams } from "../asked";
import { DashboardPage } from "../dashboard-page";

export const metadata = { title: "Geography" };

export default async function GeographyPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/geography", searchParams, { sort: PLACE_SORTS, also: ["level", "metric"] });
  const { ctx, page, formats, links, own, ignored } = question;
  const usual = usualLevel(page.filters);
  const level = choice(own, "level", LEVELS, usual, ignored);
  const metric = choice(own, "metric", MAP_METRICS, "views", ignored);
  return (
    <DashboardPage
      title="Geography"
      skeleton="Geography"
      asked={question}
      report={geography(ctx, page, level)}
      exports={["geography"]}
    >
      {(report) => (
        <GeographyDashboard
          {...{ report, level, usual, metric, page, links, formats }}
          definitions={{ metrics: definitions(ctx.settings.completionThreshold), panels: PANEL_DEFINITIONS }}
        />
      )}
    </DashboardPage>
  );
}
