import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function OverviewLoading() {
  return <PageSkeleton of="Overview" />;
}
