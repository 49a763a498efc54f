import { VideosTable } from "@/components/videos/videos-table";
import { definitions } from "@/lib/reports/definitions";
import { VIDEO_SORTS, videosWithTrends } from "@/lib/reports/videos";
import { asked, type SearchParams } from "../../asked";
import { DashboardPage } from "../../dashboard-page";

export const metadata = { title: "Videos" };

export default async function VideosPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/videos", searchParams, { sort: VIDEO_SORTS });
  const { ctx, page, formats, links } = question;
  return (
    <DashboardPage
      title="Videos"
      skeleton="Videos"
      asked={question}
      report={videosWithTrends(ctx, page)}
      exports={["videos"]}
    >
      {({ table, trends }) => (
        <VideosTable
          {...{ table, trends, page, links, formats }}
          definitions={definitions(ctx.settings.completionThreshold)}
        />
      )}
    </DashboardPage>
  );
}
