import { PageHeader } from "../shell/page-header";
import { SkeletonCard } from "../ui/skeleton-card";

/** A page that is one table of twenty rows, at its size, before any figure; `headed`: with a row of choices above it. */
export function TableSkeleton({ title, headed = false }: { title: string; headed?: boolean }) {
  return (
    <div aria-busy>
      <PageHeader title={title} />
      <div className="border-b px-4 py-2 md:px-6">
        <span className="skeleton block h-9 md:h-8 md:w-80" />
      </div>
      <div className="px-4 pt-4 md:px-6">
        <SkeletonCard className={headed ? "h-[870px]" : "h-[822px]"} />
      </div>
    </div>
  );
}
