import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function TagsLoading() {
  return <PageSkeleton of="Tags" />;
}
