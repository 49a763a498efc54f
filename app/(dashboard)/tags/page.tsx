import { CROSS_METRICS } from "@/components/tags/tag-cross-panel";
import { TagsDashboard } from "@/components/tags/tags-dashboard";
import { choice } from "@/lib/query/choice";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { tagCross } from "@/lib/reports/tag-cross";
import { tagTrend } from "@/lib/reports/tag-trend";
import { TAG_SORTS, TAGS, tagsInUse, tagValues } from "@/lib/reports/tags";
import { asked, type SearchParams } from "../asked";
import { DashboardPage } from "../dashboard-page";

export const metadata = { title: "Tags" };

const LINES = 5;
const CROSSED = 8;

export default async function TagsPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/tags", searchParams, { sort: TAG_SORTS, also: ["tag", "by", "metric"] });
  const { ctx, page, formats, locale, links, own, ignored } = question;
  const { reportingZone: zone, tagLabels, completionThreshold } = ctx.settings;
  const by = choice(own, "by", ["video", "country"], "video", ignored);
  const metric = choice(own, "metric", CROSS_METRICS, "views", ignored);
  const report = async () => {
    const inUse = await tagsInUse(ctx, page);
    const tag = choice(own, "tag", TAGS, TAGS.find((name) => inUse[name] > 0) ?? "tag1", ignored);
    const [table, trend, cross] = await Promise.all([
      tagValues(ctx, page, tag),
      tagTrend(ctx, page, tag, LINES),
      tagCross(ctx, page, tag, { dimension: by, metric, size: CROSSED }),
    ]);
    return { tag, inUse, table, trend, cross };
  };
  return (
    <DashboardPage title="Tags" skeleton="Tags" asked={question} report={report()} exports={["tags"]}>
      {(found) => (
        <TagsDashboard
          {...found}
          compared={page.compare !== "none" && page.period !== "all"}
          definitions={{ metrics: definitions(completionThreshold), panels: PANEL_DEFINITIONS }}
          {...{ page, links, tagLabels, formats, locale, zone }}
        />
      )}
    </DashboardPage>
  );
}
