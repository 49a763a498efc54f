import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function ViewerLoading() {
  return <PageSkeleton of="Viewer" />;
}
