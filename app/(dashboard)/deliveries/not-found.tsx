import { NotThere } from "@/components/shell/not-there";

export default function NoSuchDelivery() {
  return (
    <NotThere
      title="There is no such delivery"
      why="The address is wrong, or it is older than Settings says deliveries are kept."
      href="/deliveries"
      link="See all deliveries"
    />
  );
}
