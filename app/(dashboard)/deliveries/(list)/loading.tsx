import { PageHeader } from "@/components/shell/page-header";
import { SkeletonCard } from "@/components/ui/skeleton-card";

/** The page's boxes at their sizes, before any figure. */
export default function DeliveriesLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Deliveries" />
      <div className="border-b px-4 py-2 md:px-6">
        <span className="skeleton block h-9 md:h-8 md:w-80" />
      </div>
      <div className="grid grid-cols-12 gap-4 px-4 pt-4 md:px-6">
        <SkeletonCard className="col-span-12 h-[276px] lg:h-[94px]" />
        <SkeletonCard className="col-span-12 h-[378px] md:h-[362px]" />
        <SkeletonCard className="col-span-12 h-[120px] lg:col-span-6" />
        <SkeletonCard className="col-span-12 h-[120px] lg:col-span-6" />
        <SkeletonCard className="col-span-12 h-[800px]" />
      </div>
    </div>
  );
}
