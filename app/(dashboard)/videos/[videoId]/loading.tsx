import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function VideoLoading() {
  return <PageSkeleton of="Video" />;
}
