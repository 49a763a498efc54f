import { PageHeader } from "@/components/shell/page-header";
import { SkeletonCard } from "@/components/ui/skeleton-card";

/** A person's boxes at their sizes, before any figure. */
export default function ViewerLoading() {
  return (
    <div aria-busy>
      <PageHeader title="Viewer" />
      <div className="border-b px-4 py-2 md:px-6">
        <span className="skeleton block h-9 md:h-8 md:w-80" />
      </div>
      <div className="grid grid-cols-12 gap-4 px-4 pt-4 md:px-6">
        <span className="col-span-12 -mb-1 block h-5" />
        <SkeletonCard className="col-span-12 h-[390px] md:h-[195px] xl:h-[98px]" />
        <SkeletonCard className="col-span-12 h-[220px] xl:col-span-4" />
        <SkeletonCard className="col-span-12 h-[220px] xl:col-span-8" />
        <SkeletonCard className="col-span-12 h-[600px]" />
      </div>
    </div>
  );
}
