import { PageSkeleton } from "@/components/shell/page-skeleton";

export default function DeliveriesLoading() {
  return <PageSkeleton of="Deliveries" />;
}
