import type { PageFilters } from "@/lib/query/filters";
import type { PageLinks } from "@/lib/query/links";
import type { PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import type { MetricName } from "@/lib/reports/rates";
import type { Tag, TagsReport } from "@/lib/reports/tags";
import type { Formats } from "../format/formats";
import { Card } from "../ui/card";
import { SegmentedLinks } from "../ui/segmented";
import { dimensionWord } from "../words";
import { TagCrossPanel } from "./tag-cross-panel";
import { TagTable } from "./tag-table";
import { TagTrendPanel } from "./tag-trend-panel";

interface Props extends TagsReport {
  compared: boolean;
  definitions: { metrics: Record<MetricName, string>; panels: typeof PANEL_DEFINITIONS };
  page: PageFilters;
  links: PageLinks;
  tagLabels: Partial<Record<string, string>>;
  formats: Formats;
  locale: string;
  zone: string;
}

/** One tag: its values ranked, over time, and against videos or countries. */
export function TagsDashboard({ tag, inUse, table, trend, cross, compared, definitions, ...props }: Props) {
  const { page, links, tagLabels, formats, locale, zone } = props;
  const word = dimensionWord(tag, tagLabels);
  const tags = Object.keys(inUse) as Tag[];
  const any = tags.some((name) => inUse[name] > 0);
  return (
    <>
      <div className="flex">
        <SegmentedLinks
          label="Tag"
          choices={tags.map((name) => ({
            href: links.own({ tag: name }),
            word: dimensionWord(name, tagLabels),
            current: name === tag,
          }))}
        />
      </div>
      {!any && (
        <Card className="px-4 py-4 text-muted">
          Add <code className="font-mono text-sm">?tag1=…</code> to a video’s address, or collect it in the video, to
          see campaigns, classes or customers apart. Settings gives each tag a name.
        </Card>
      )}
      <TagTable {...{ tag, word, table, compared, page, links, formats }} definitions={definitions.metrics} />
      <TagTrendPanel {...{ tag, trend, formats, locale, zone }} definition={definitions.panels.tagTrend} />
      <TagCrossPanel
        {...{ tag, word, cross, formats }}
        definition={definitions.panels.tagCross}
        href={links.own}
        filterHref={links.only}
      />
    </>
  );
}
