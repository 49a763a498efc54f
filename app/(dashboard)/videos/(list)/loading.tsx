import { TableSkeleton } from "@/components/tables/table-skeleton";

export default function VideosLoading() {
  return <TableSkeleton title="Videos" />;
}
