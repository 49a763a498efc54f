import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function ViewersLoading() {
  return <PageSkeleton of="Viewers" />;
}
