import { VideosTable } from "@/components/videos/videos-table";
import { definitions } from "@/lib/reports/definitions";
import { VIDEO_SORTS, videos, videoTrends } from "@/lib/reports/videos";
import { asked, type SearchParams } from "../../asked";
import { DashboardPage } from "../../dashboard-page";

export const metadata = { title: "Videos" };

export default async function VideosPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/videos", searchParams, { sort: VIDEO_SORTS });
  const { ctx, page, formats, links } = question;
  const report = async () => {
    const table = await videos(ctx, page);
    return {
      table,
      trends: await videoTrends(
        ctx,
        page,
        table.rows.map(({ video }) => video),
      ),
    };
  };
  return (
    <DashboardPage title="Videos" skeleton="Videos" asked={question} report={report()} exports={["videos"]}>
      {({ table, trends }) => (
        <VideosTable
          {...{ table, trends, page, links, formats }}
          definitions={definitions(ctx.settings.completionThreshold)}
        />
      )}
    </DashboardPage>
  );
}
