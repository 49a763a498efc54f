import { PageHeader } from "@/components/shell/page-header";
import { SkeletonCard } from "@/components/ui/skeleton-card";

/** The overview's boxes at their sizes, before any figure. */
export default function OverviewLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Overview" />
      <div className="border-b px-4 py-2 md:px-6">
        <span className="skeleton block h-9 md:h-8 md:w-80" />
      </div>
      <div className="grid grid-cols-12 gap-4 px-4 pt-4 md:px-6">
        <SkeletonCard className="col-span-12 h-[625px] md:h-[331px] xl:h-[158px]" />
        <SkeletonCard className="col-span-12 h-[406px] md:h-[382px] xl:h-[362px]" />
        <SkeletonCard className="col-span-12 h-[368px] xl:col-span-8" />
        <SkeletonCard className="col-span-12 h-[368px] md:col-span-6 xl:col-span-4" />
        <SkeletonCard className="col-span-12 h-[368px] max-xl:order-1 xl:col-span-8" />
        <SkeletonCard className="col-span-12 h-[368px] md:col-span-6 xl:col-span-4" />
      </div>
    </div>
  );
}
