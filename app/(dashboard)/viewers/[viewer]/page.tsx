import { ViewerDashboard } from "@/components/viewers/viewer-dashboard";
import { ViewerLine } from "@/components/viewers/viewer-line";
import { viewerWord } from "@/components/words";
import { pageLinks } from "@/lib/query/links";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { pageOfViewer, viewer, viewerKeyOf, viewerName } from "@/lib/reports/viewer";
import { asked, type SearchParams } from "../../asked";
import { DashboardPage } from "../../dashboard-page";
import { DeleteOne, DeleteShown } from "../../delete-shown";
import { ManageViewer } from "./manage-viewer";

export const metadata = { title: "Viewer" };

interface Props {
  params: Promise<{ viewer: string }>;
  searchParams: SearchParams;
}

export default async function ViewerPage({ params, searchParams }: Props) {
  const key = viewerKeyOf((await params).viewer);
  const path = `/viewers/${encodeURIComponent(key)}`;
  const question = await asked(path, searchParams, { fixed: ["viewer"] });
  const { ctx, page, formats, links } = question;
  const { tagLabels, completionThreshold } = ctx.settings;
  return (
    <DashboardPage
      title={(await viewerName(ctx, key)) ?? viewerWord(key)}
      skeleton="Viewer"
      asked={question}
      page={pageOfViewer(page, key)}
      report={viewer(ctx, page, key)}
      exports={["videos", "days"]}
      hasOwn={() => true}
    >
      {(report) =>
        // The layout says that there is no such viewer.
        report.ever.views === 0 ? null : (
          <>
            <ViewerLine
              ever={report.ever}
              ownLinks={pageLinks(path, pageOfViewer(page, key))}
              menu={<ManageViewer ctx={ctx} viewer={key} views={report.ever.views} />}
              {...{ links, formats }}
            />
            <ViewerDashboard
              viewer={key}
              viewsActions={<DeleteShown ctx={ctx} page={page} viewer={key} count={report.figures.views.value ?? 0} />}
              viewAction={(view) => <DeleteOne {...{ ctx, view, formats }} viewer={key} />}
              definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
              {...{ report, tagLabels, page, links, formats }}
            />
          </>
        )
      }
    </DashboardPage>
  );
}
