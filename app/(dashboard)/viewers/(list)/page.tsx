import { ViewersTable } from "@/components/viewers/viewers-table";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { viewerSorts, viewers } from "@/lib/reports/viewers";
import { asked, type SearchParams } from "../../asked";
import { DashboardPage } from "../../dashboard-page";

export const metadata = { title: "Viewers" };

export default async function ViewersPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/viewers", searchParams, (ctx) => ({ sort: viewerSorts(ctx) }));
  const { ctx, page, formats, links } = question;
  const { tagLabels, completionThreshold } = ctx.settings;
  return (
    <DashboardPage
      title="Viewers"
      skeleton="Viewers"
      asked={question}
      report={viewers(ctx, page)}
      exports={["viewers"]}
    >
      {(table) => (
        <ViewersTable
          {...{ table, tagLabels, page, links, formats }}
          seesPeople={ctx.seesPeople}
          definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
        />
      )}
    </DashboardPage>
  );
}
