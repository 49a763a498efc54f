import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { Engagement } from "@/lib/reports/engagement";
import type { MetricName } from "@/lib/reports/rates";
import type { Table } from "@/lib/reports/table";
import type { VideoRow } from "@/lib/reports/videos";
import type { Formats } from "../format/formats";
import { Distributions } from "../overview/distributions";
import { TagsPanel } from "../overview/tags-panel";
import { dimensionWord } from "../words";
import { EngagementCoursePanel } from "./course-panel";
import { EngagementTable } from "./engagement-table";
import { QuadrantPanel } from "./quadrant-panel";

const TAGS = ["tag1", "tag2", "tag3", "tag4", "tag5"] as const;

interface Props {
  report: Engagement;
  videos: Table<VideoRow>;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  page: PageFilters;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
  locale: string;
  zone: string;
}

/** Did they take part, did they answer right, and is it the video or the question? */
export function EngagementDashboard({ report, videos, definitions, ...props }: Props) {
  const { page, links, tagLabels, formats, locale, zone } = props;
  const { metrics, panels } = definitions;
  return (
    <div className="grid grid-cols-12 items-stretch gap-4">
      <Distributions definitions={panels} {...{ report, links, formats }} />
      <QuadrantPanel
        videos={report.quadrant}
        apart={report.apart}
        total={report.total}
        definition={panels.quadrant}
        videoHref={(id) => links.elsewhere(`/videos/${encodeURIComponent(id)}`, { but: ["video"] })}
        formats={formats}
        className="col-span-12 min-w-0 xl:col-span-6"
      />
      <EngagementCoursePanel
        course={report.course}
        definition={panels.engagementCourse}
        className="col-span-12 min-w-0 xl:col-span-6"
        {...{ formats, locale, zone }}
      />
      <div className="col-span-12 min-w-0">
        <EngagementTable table={videos} definitions={metrics} {...{ page, links, formats }} />
      </div>
      <TagsPanel
        tags={TAGS.map((tag) => ({ tag, word: dimensionWord(tag, tagLabels), ranking: report.tags[tag] }))}
        definition={panels.tags}
        filterHref={links.only}
        allHref={(tag) => links.elsewhere("/tags", { own: { tag } })}
        formats={formats}
        className="col-span-12"
      />
    </div>
  );
}
