import { notFound } from "next/navigation";
import { VideoDashboard } from "@/components/videos/video-dashboard";
import { VideoLine } from "@/components/videos/video-line";
import { valueWord } from "@/components/words";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { pageOfVideo, video, videoFacts } from "@/lib/reports/video";
import { asked, type SearchParams } from "../../asked";
import { DashboardPage } from "../../dashboard-page";

export const metadata = { title: "Video" };

interface Props {
  params: Promise<{ videoId: string }>;
  searchParams: SearchParams;
}

export default async function VideoPage({ params, searchParams }: Props) {
  const id = (await params).videoId.toLowerCase();
  const question = await asked(`/videos/${id}`, searchParams, { fixed: ["video"] });
  const { ctx, formats, locale, links } = question;
  const facts = await videoFacts(id);
  if (facts === null) notFound();
  const { reportingZone: zone, tagLabels, completionThreshold } = ctx.settings;
  return (
    <DashboardPage
      title={valueWord("video", id, facts.title)}
      skeleton="Video"
      asked={question}
      page={pageOfVideo(question.page, id)}
      report={video(ctx, question.page, facts)}
      exports={["overview", "days"]}
    >
      {(report) => (
        <>
          <VideoLine facts={facts} length={report.length} links={links} formats={formats} />
          <VideoDashboard
            id={id}
            report={report}
            definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
            {...{ links, tagLabels, formats, locale, zone }}
          />
        </>
      )}
    </DashboardPage>
  );
}
