import { TableSkeleton } from "@/components/tables/table-skeleton";

export default function ViewersLoading() {
  return <TableSkeleton title="Viewers" headed />;
}
