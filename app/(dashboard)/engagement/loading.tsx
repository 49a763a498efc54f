import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function EngagementLoading() {
  return <PageSkeleton of="Engagement" />;
}
