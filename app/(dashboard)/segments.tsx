import { FAILED_PARTS } from "@/components/failures/parts";
import { SegmentsMenu } from "@/components/filters/segments-menu";
import type { PageFilters } from "@/lib/query/filters";
import { filtersToSearch } from "@/lib/query/url";
import type { ReportContext } from "@/lib/reports/context";
import { segmentsOf } from "@/lib/segments";
import { answerOr } from "./answer-or";
import { keepSegment, removeSegment } from "./segment-actions";

/** The filter bar's segments: those of the user and those that all share. */
export async function Segments({ ctx, page }: { ctx: ReportContext; page: PageFilters }) {
  if (ctx.user === null) return null;
  const search = filtersToSearch({ ...page, page: 1, pageSize: 20, sort: undefined }).toString();
  const answer = await answerOr(segmentsOf(ctx.user));
  return (
    <SegmentsMenu
      segments={"value" in answer ? answer.value : FAILED_PARTS.segments}
      search={search}
      save={keepSegment}
      remove={removeSegment}
    />
  );
}
