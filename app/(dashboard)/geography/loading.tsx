import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function GeographyLoading() {
  return <PageSkeleton of="Geography" />;
}
