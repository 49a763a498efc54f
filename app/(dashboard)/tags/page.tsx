import { CROSS_METRICS } from "@/components/tags/tag-cross-panel";
import { TagsDashboard } from "@/components/tags/tags-dashboard";
import { choice } from "@/lib/query/choice";
import { definitions, PANEL_DEFINITIONS } from "@/lib/reports/definitions";
import { TAG_SORTS, TAGS, type Tag, tags, tagsInUse } from "@/lib/reports/tags";
import { asked, type SearchParams } from "../asked";
import { DashboardPage } from "../dashboard-page";

export const metadata = { title: "Tags" };

export default async function TagsPage({ searchParams }: { searchParams: SearchParams }) {
  const question = await asked("/tags", searchParams, { sort: TAG_SORTS, also: ["tag", "by", "metric"] });
  const { ctx, page, formats, locale, links, own, ignored } = question;
  const { reportingZone: zone, tagLabels, completionThreshold } = ctx.settings;
  const by = choice(own, "by", ["video", "country"], "video", ignored);
  const metric = choice(own, "metric", CROSS_METRICS, "views", ignored);
  const report = async () => {
    // Where the address names none, the first that is in use.
    const usual = own.tag === undefined ? firstInUse(await tagsInUse(ctx, page)) : undefined;
    return tags(ctx, page, choice(own, "tag", TAGS, usual ?? "tag1", ignored), { dimension: by, metric });
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

const firstInUse = (counts: Record<Tag, number>) => TAGS.find((tag) => counts[tag] > 0);
