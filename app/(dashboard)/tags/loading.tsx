import { TableSkeleton } from "@/components/tables/table-skeleton";

export default function TagsLoading() {
  return <TableSkeleton title="Tags" />;
}
