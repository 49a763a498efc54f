import { PageHeader } from "@/components/shell/page-header";
import { SkeletonCard } from "@/components/ui/skeleton-card";

/** The page's boxes at their sizes, before any figure. */
export default function GeographyLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Geography" />
      <div className="border-b px-4 py-2 md:px-6">
        <span className="skeleton block h-9 md:h-8 md:w-80" />
      </div>
      <div className="grid gap-4 px-4 pt-4 md:px-6">
        <SkeletonCard className="h-[290px] md:h-[620px]" />
        <SkeletonCard className="h-[700px]" />
      </div>
    </div>
  );
}
