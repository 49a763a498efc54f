import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { MetricName } from "@/lib/reports/rates";
import type { VideoReport } from "@/lib/reports/video";
import { filesOf } from "../exports/files";
import { PanelMenu } from "../exports/panel-menu";
import type { Formats } from "../format/formats";
import { Distributions } from "../overview/distributions";
import { MetricStrip } from "../overview/metric-strip";
import { RankingPanel } from "../overview/ranking-panel";
import { SeriesPanel } from "../overview/series-panel";
import { TagsPanel } from "../overview/tags-panel";
import { dimensionWord } from "../words";
import { AttemptsPanel } from "./attempts-panel";
import { ReachPanel } from "./reach-panel";
import { StopsPanel } from "./stops-panel";
import { VideoViewersPanel } from "./video-viewers-panel";

const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;

interface Props {
  id: string;
  report: VideoReport;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
  locale: string;
  zone: string;
}

/** One video: how it is watched, where it loses people, whether they learn. */
export function VideoDashboard({ id, report, definitions, links, tagLabels, formats, locale, zone }: Props) {
  const { metrics, panels } = definitions;
  const only = { dimension: "video" as const, include: [id], exclude: [] };
  return (
    <div className="grid grid-cols-12 items-stretch gap-4">
      <div className="col-span-12">
        <MetricStrip cards={report.cards} definitions={metrics} compared={report.compared} formats={formats} />
      </div>
      <ReachPanel
        report={report}
        definition={panels.reach}
        className="col-span-12 xl:col-span-8"
        {...{ formats, locale, zone }}
      />
      <StopsPanel
        stops={report.stops}
        definition={panels.stops}
        formats={formats}
        className="col-span-12 xl:col-span-4"
      />
      <div className="col-span-12">
        <SeriesPanel
          series={report.series}
          days={formats.days(report.span.from, report.span.until)}
          definition={panels.series}
          also={[only]}
          {...{ links, formats, locale, zone }}
        />
      </div>
      <Distributions definitions={panels} also={[only]} {...{ report, links, formats }} />
      <AttemptsPanel
        attempts={report.attempts}
        definition={panels.attempts}
        formats={formats}
        className="col-span-12 xl:col-span-4"
      />
      <VideoViewersPanel
        viewers={report.viewers}
        count={report.viewerCount}
        definition={panels.videoViewers}
        links={links}
        allHref={links.elsewhere("/viewers", { also: [only] })}
        formats={formats}
        className="col-span-12 min-w-0 xl:col-span-8"
      />
      <RankingPanel
        title="Countries"
        definition={panels.countries}
        dimension="country"
        heading="Country"
        caption="Countries with the most views"
        ranking={report.countries}
        menu={<PanelMenu title="Countries" files={filesOf(links, "geography", { also: [only] })} />}
        allHref={links.elsewhere("/geography", { also: [only] })}
        filterHref={(value) => links.only("country", value)}
        formats={formats}
        className="col-span-12 xl:col-span-6"
      />
      <TagsPanel
        tags={TAGS.map((tag) => ({ tag, word: dimensionWord(tag, tagLabels), ranking: report.tags[tag] }))}
        definition={panels.tags}
        filterHref={links.only}
        allHref={(tag) => links.elsewhere("/tags", { also: [only], own: { tag } })}
        menu={<PanelMenu title="Tags" files={filesOf(links, "tags", { also: [only] })} />}
        formats={formats}
        className="col-span-12 xl:col-span-6"
      />
    </div>
  );
}
