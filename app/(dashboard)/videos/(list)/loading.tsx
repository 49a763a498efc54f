import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function VideosLoading() {
  return <PageSkeleton of="Videos" />;
}
