import { SegmentsMenu } from "@/components/filters/segments-menu";
import type { PageFilters } from "@/lib/query/filters";
import { filtersToSearch } from "@/lib/query/url";
import type { ReportContext } from "@/lib/reports/context";
import { segmentsOf } from "@/lib/segments";
import { keepSegment, removeSegment } from "./segment-actions";

/** The filter bar's segments: those of the user and those that all share. */
export async function Segments({ ctx, page }: { ctx: ReportContext; page: PageFilters }) {
  if (ctx.user === null) return null;
  const search = filtersToSearch({ ...page, page: 1, pageSize: 20, sort: undefined }).toString();
  return (
    <SegmentsMenu segments={await segmentsOf(ctx.user)} search={search} save={keepSegment} remove={removeSegment} />
  );
}
