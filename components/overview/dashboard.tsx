import type { ReactNode } from "react";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { Overview } from "@/lib/reports/overview";
import type { MetricName } from "@/lib/reports/rates";
import { filesOf } from "../exports/files";
import { PanelMenu } from "../exports/panel-menu";
import type { Formats } from "../format/formats";
import { dimensionWord } from "../words";
import { Distributions } from "./distributions";
import { LatestPanel } from "./latest-panel";
import { MetricStrip } from "./metric-strip";
import { MovedPanel } from "./moved-panel";
import { RankingPanel } from "./ranking-panel";
import { RhythmPanel } from "./rhythm-panel";
import { SeriesPanel } from "./series-panel";
import { TagsPanel } from "./tags-panel";

const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;

interface Props {
  report: Overview;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
  locale: string;
  zone: string;
  /** What can be done with the views shown here */
  viewsActions?: ReactNode;
}

/** The overview's figures and panels. */
export function OverviewDashboard({
  report,
  definitions,
  links,
  tagLabels,
  formats,
  locale,
  zone,
  viewsActions,
}: Props) {
  const { metrics, panels } = definitions;
  const common = { formats, className: "col-span-12" };
  const menu = (title: string, report: string) => <PanelMenu title={title} files={filesOf(links, report)} />;
  return (
    <div className="grid grid-cols-12 items-stretch gap-4">
      <div className="col-span-12">
        <MetricStrip cards={report.cards} definitions={metrics} compared={report.compared} formats={formats} />
      </div>
      <div className="col-span-12">
        <SeriesPanel
          series={report.series}
          days={formats.days(report.span.from, report.span.until)}
          definition={panels.series}
          {...{ links, formats, locale, zone }}
        />
      </div>
      {report.moved && (
        <div className="col-span-12 min-w-0">
          <MovedPanel moved={report.moved} definition={panels.moved} {...{ links, tagLabels, formats }} />
        </div>
      )}
      <RankingPanel
        title="Top videos"
        definition={panels.videos}
        dimension="video"
        heading="Video"
        caption="Videos with the most views"
        ranking={report.videos}
        menu={menu("Top videos", "videos")}
        allHref={links.elsewhere("/videos")}
        filterHref={(value) => links.only("video", value)}
        formats={formats}
        className="col-span-12 xl:col-span-8"
      />
      <RankingPanel
        title="Countries"
        definition={panels.countries}
        dimension="country"
        heading="Country"
        caption="Countries with the most views"
        ranking={report.countries}
        menu={menu("Countries", "geography")}
        allHref={links.elsewhere("/geography")}
        filterHref={(value) => links.only("country", value)}
        formats={formats}
        className="col-span-12 md:col-span-6 xl:col-span-4"
      />
      <TagsPanel
        tags={TAGS.map((tag) => ({ tag, word: dimensionWord(tag, tagLabels), ranking: report.tags[tag] }))}
        definition={panels.tags}
        filterHref={links.only}
        allHref={(tag) => links.elsewhere("/tags", { own: { tag } })}
        menu={menu("Tags", "tags")}
        formats={formats}
        className="col-span-12 max-xl:order-1 xl:col-span-8"
      />
      <RankingPanel
        title="Browsers"
        definition={panels.browsers}
        dimension="browser"
        heading="Browser"
        caption="Browsers with the most views"
        ranking={report.browsers}
        filterHref={(value) => links.only("browser", value)}
        formats={formats}
        className="col-span-12 md:col-span-6 xl:col-span-4"
      />
      <div className="col-span-12 grid grid-cols-subgrid gap-4 max-xl:order-2">
        <Distributions definitions={panels} {...{ report, links, formats }} />
      </div>
      <RhythmPanel
        rhythm={report.rhythm}
        definition={panels.rhythm}
        formats={formats}
        className="col-span-12 max-xl:order-2"
      />
      <div className="col-span-12 min-w-0 max-xl:order-3">
        <LatestPanel
          views={report.latest}
          definition={panels.latest}
          links={links}
          videoHref={(id) => links.only("video", id)}
          actions={viewsActions}
          menu={menu("Latest views", "views")}
          {...common}
        />
      </div>
    </div>
  );
}
